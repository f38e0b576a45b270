using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Evaluation;
using Portal.ModelRegistry;
using Portal.Register;
using Portal.Shared;

namespace Portal.Promotions;

/// <summary>A standing approval in the list: what it allows, how much of it is used, until when.</summary>
public sealed record StandingLine(
    PromotionId Id, string Code, string SystemCode, string SystemName, string Version, Stage Stage, PromotionState State, string? OpenStep, StandingTerms Terms, int Used, DateTimeOffset ExpiresAt)
{
    public bool IsInForce => PromotionMoves.Approvals.Contains(State);
}

/// <summary>Where a standing approval could start from: what runs, and the data sets whose cases it had to pass.</summary>
public sealed record StandingStart(string SystemCode, string SystemName, string Version, Stage Stage, IReadOnlyList<string> MustPass);

/// <summary>Reads standing approvals, and what they could be asked for.</summary>
public sealed class StandingApprovalQueries(IDbContextFactory<PortalDb> dbs)
{
    public async Task<Page<StandingLine>> List(PageRequest page, AsOf asOf, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var rows = StoodPromotions.Rows(db, asOf).Where(row => row.Promotion.Terms != null);
        var total = await rows.CountAsync(ct);
        var ids = await rows.OrderByDescending(row => row.Promotion.Code.Length).ThenByDescending(row => row.Promotion.Code).Skip(page.Skip).Take(page.Size).Select(row => row.Promotion.Id).ToListAsync(ct);
        return new Page<StandingLine>(await Lines(db, await StoodPromotions.Read(db, ids, asOf, ct), asOf, ct), page.Number, page.Size, total);
    }

    public async Task<StandingLine?> One(string code, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var found = await db.Promotions.AsNoTracking().Include(promotion => promotion.Votes).Where(promotion => promotion.Terms != null && promotion.Code == code).ToListAsync(ct);
        return (await Lines(db, found, AsOf.Now, ct)).SingleOrDefault();
    }

    public async Task<StandingLine?> One(PromotionId id, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var found = await db.Promotions.AsNoTracking().Include(promotion => promotion.Votes).Where(promotion => promotion.Terms != null && promotion.Id == id).ToListAsync(ct);
        return (await Lines(db, found, AsOf.Now, ct)).SingleOrDefault();
    }

    /// <summary>What runs of the systems that this person owns.</summary>
    public async Task<IReadOnlyList<StandingStart>> StartsFor(Actor actor, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var running = await db.Versions.AsNoTracking().Where(version => version.Stage != null && RequestStanding.Targets.Contains(version.Stage.Value))
            .Select(version => new { version.Id, version.System, version.Label, version.Stage }).ToListAsync(ct);
        var systems = running.Select(version => version.System).ToHashSet();
        var own = (await db.Systems.AsNoTracking().Include(system => system.Revisions).Where(system => systems.Contains(system.Id)).ToListAsync(ct)).Where(actor.IsOf).ToDictionary(system => system.Id);
        var evidence = await EvidenceHistory.Of(db, [.. running.Where(version => own.ContainsKey(version.System)).Select(version => version.Id)], ct);
        List<StandingStart> starts = [];
        foreach (var version in running.Where(version => own.ContainsKey(version.System)))
        {
            if (await RegisterQueries.Published(db, version.System, ct) is { } entry)
                starts.Add(new StandingStart(entry.Code, entry.Name, version.Label, version.Stage ?? Stage.Production, [.. evidence[version.Id].Runs.Where(run => run.Run.MustPassOutputs is not null).Select(run => run.Run.Dataset).Distinct()]));
        }

        return [.. starts.OrderBy(start => start.SystemCode, StringComparer.Ordinal).ThenByDescending(start => start.Stage).ThenBy(start => start.Version, StringComparer.Ordinal)];
    }

    private static async Task<IReadOnlyList<StandingLine>> Lines(PortalDb db, IReadOnlyList<Promotion> promotions, AsOf asOf, CancellationToken ct)
    {
        var (ids, versions) = (promotions.Select(promotion => promotion.Id).ToHashSet(), promotions.Select(promotion => promotion.ModelVersion).Distinct().ToList());
        var labels = await db.Versions.AsNoTracking().Where(version => versions.Contains(version.Id)).ToDictionaryAsync(version => version.Id, version => version.Label, ct);
        var used = await StandingUses.UsedBy(db, ids, asOf, ct);
        Dictionary<SystemId, PublishedEntry> entries = [];
        foreach (var system in promotions.Select(promotion => promotion.System).Distinct())
            entries[system] = await RegisterQueries.Published(db, system, asOf, ct) ?? throw new InvalidOperationException("A request has no published entry.");
        return
        [
            .. promotions.Select(promotion => promotion.Terms is { } terms
                ? new StandingLine(
                    promotion.Id, promotion.Code, entries[promotion.System].Code, entries[promotion.System].Name, labels[promotion.ModelVersion], promotion.Target, promotion.State, promotion.OpenStep?.Name,
                    terms, used[promotion.Id].Count(), promotion.ExpiresAt)
                : null).OfType<StandingLine>(),
        ];
    }
}
