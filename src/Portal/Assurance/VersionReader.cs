using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Evaluation;
using Portal.ModelRegistry;
using Portal.Monitoring;
using Portal.Promotions;
using Portal.Shared;

namespace Portal.Assurance;

internal readonly record struct NamedSystem(SystemId Id, string Code);

/// <summary>Finds the version that counts of each system, what is known of it, and by which way that came in.</summary>
public sealed class VersionReader(MonitoringQueries monitoring)
{
    private const string Declared = "version.declared";
    private const string Evaluated = "evaluation.run";

    /// <summary>More values than this in one query would be more than a database takes.</summary>
    private const int AtOnce = 500;

    /// <summary>The furthest sealed version of each that has one, with the evidence that the gate looks at.</summary>
    internal async Task<IReadOnlyDictionary<SystemId, VersionFacts>> Furthest(PortalDb db, IReadOnlyCollection<NamedSystem> systems, DateTimeOffset now, CancellationToken ct)
    {
        var furthest = await Rows(db, systems, ct);
        var evidence = await EvidenceHistory.Of(db, [.. furthest.Select(row => row.Version)], ct);
        var maturity = await Maturity(db, furthest, ct);
        return furthest.ToDictionary(row => row.System.Id, row => new VersionFacts(row.Label, row.Stage, evidence[row.Version].At(now), maturity[row.System.Id]));
    }

    /// <summary>The same without the evidence.</summary>
    internal async Task<IReadOnlyDictionary<SystemId, MaturityFacts>> Maturity(PortalDb db, IReadOnlyCollection<NamedSystem> systems, CancellationToken ct)
    {
        Dictionary<SystemId, MaturityFacts> facts = [];
        foreach (var some in systems.Chunk(AtOnce))
            foreach (var (system, found) in await Maturity(db, await Rows(db, some, ct), ct))
                facts.Add(system, found);
        return facts;
    }

    private static async Task<IReadOnlyList<Row>> Rows(PortalDb db, IReadOnlyCollection<NamedSystem> systems, CancellationToken ct)
    {
        var ids = systems.Select(system => system.Id).ToList();
        var codes = systems.ToDictionary(system => system.Id);
        var all = await db.Versions.AsNoTracking().Where(version => ids.Contains(version.System) && version.Stage != null && version.Stage != Stage.Retired)
            .Select(version => new { version.System, version.Id, version.Label, version.Stage, version.SealedAt }).ToListAsync(ct);
        return [.. all.GroupBy(version => version.System).Select(group => group.OrderByDescending(version => version.Stage).ThenByDescending(version => version.SealedAt).ThenByDescending(version => version.Label, StringComparer.Ordinal).First())
            .Select(version => new Row(codes[version.System], version.Id, version.Label, version.Stage ?? Stage.Development))];
    }

    private async Task<IReadOnlyDictionary<SystemId, MaturityFacts>> Maturity(PortalDb db, IReadOnlyList<Row> rows, CancellationToken ct)
    {
        var ids = rows.Select(row => row.System.Id).ToList();
        var applied = (await db.Promotions.AsNoTracking().Where(promotion => ids.Contains(promotion.System) && promotion.AppliedAt != null)
            .Select(promotion => new { promotion.System, promotion.Code, promotion.AppliedAt }).ToListAsync(ct))
            .GroupBy(promotion => promotion.System).ToDictionary(group => group.Key, group => group.MaxBy(promotion => promotion.AppliedAt)?.Code);
        var ways = await Ways(db, [.. rows.Select(row => row.Subject), .. applied.Values.OfType<string>()], ct);
        var watched = await monitoring.Seen([.. rows.Select(row => row.Version)], ct);
        return rows.ToDictionary(row => row.System.Id, row => new MaturityFacts(row.Label)
        {
            Declared = ways.GetValueOrDefault((Declared, row.Subject)),
            Evaluated = ways.GetValueOrDefault((Evaluated, row.Subject)),
            Applied = applied.GetValueOrDefault(row.System.Id) is { } code ? ways.GetValueOrDefault((PromotionEvents.Applied, code)) : null,
            IsLive = row.Stage is Stage.Pilot or Stage.Production,
            HasBaseline = watched.GetValueOrDefault(row.Version)?.BaselineMadeAt is not null,
            LastRowAt = watched.GetValueOrDefault(row.Version)?.LastRowAt,
        });
    }

    /// <summary>How the last act of each kind on each subject came in, as the ledger says.</summary>
    private static async Task<IReadOnlyDictionary<(string Action, string Subject), Through?>> Ways(PortalDb db, IReadOnlyCollection<string> subjects, CancellationToken ct)
    {
        string[] actions = [Declared, Evaluated, PromotionEvents.Applied];
        var acts = await db.Entries.AsNoTracking().Where(entry => subjects.Contains(entry.Subject) && actions.Contains(entry.Action))
            .Select(entry => new { entry.Index, entry.Action, entry.Subject, entry.Through }).ToListAsync(ct);
        return acts.GroupBy(act => (act.Action, act.Subject)).ToDictionary(group => group.Key, group => group.MaxBy(act => act.Index)?.Through);
    }

    private sealed record Row(NamedSystem System, VersionId Version, string Label, Stage Stage)
    {
        public string Subject => VersionAccess.SubjectOf(System.Code, Label);
    }
}
