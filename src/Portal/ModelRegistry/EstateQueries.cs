using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.ModelRegistry;

/// <summary>A version as one row of the list over all systems.</summary>
public sealed record EstateLine(
    VersionId Id, string System, string SystemName, string Label, ArtefactKind Kind, string Name, VersionState State, Stage? Stage, Digest? ContentDigest,
    int Artifacts, int Stored, int Unseen, int Changed, string Parent, DateTimeOffset DeclaredAt, DateTimeOffset? SealedAt);

/// <summary>A system that has versions, to choose by.</summary>
public sealed record EstateSystem(string Code, string Name);

/// <summary>How many versions there are, and of how many artefacts.</summary>
public sealed record EstateCounts(int Versions, int Artefacts, int InProduction, int Incomplete, int InDoubt);

/// <summary>Reads the models, prompts and agents of all systems.</summary>
public sealed class EstateQueries(IDbContextFactory<PortalDb> dbs)
{
    public async Task<Page<EstateLine>> List(VersionFilter filter, VersionOrder order, PageRequest page, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var rows = filter.Apply(db);
        var total = await rows.CountAsync(ct);
        return new Page<EstateLine>(await Lines(VersionList.Sorted(rows, order).Skip(page.Skip).Take(page.Size), ct), page.Number, page.Size, total);
    }

    /// <summary>The versions that pass and come after one, in the order of systems and labels, so many of them, for a table.</summary>
    public async Task<IReadOnlyList<EstateLine>> Rows(VersionFilter filter, EstateLine? after, int most, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var rows = filter.Apply(db);
        if (after is { System: var code, Label: var label })
            rows = rows.Where(row => row.System.Code.CompareTo(code) > 0 || (row.System.Code == code && row.Version.Label.CompareTo(label) > 0));
        return await Lines(rows.OrderBy(row => row.System.Code).ThenBy(row => row.Version.Label).Take(most), ct);
    }

    public async Task<EstateCounts> Counts(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var versions = db.Versions.AsNoTracking();
        return new EstateCounts(
            await versions.CountAsync(ct),
            await versions.Select(version => new { version.System, version.Kind, version.Name }).Distinct().CountAsync(ct),
            await versions.CountAsync(version => version.Stage == Stage.Production, ct),
            await versions.CountAsync(version => version.State == VersionState.Incomplete, ct),
            await versions.CountAsync(version => version.Artifacts.Any(artifact => artifact.Source != "" || artifact.ChangedSince != null), ct));
    }

    public async Task<IReadOnlyList<EstateSystem>> Systems(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await NamedSystems.Of(db, AsOf.Now).Where(system => db.Versions.Any(version => version.System == system.Id))
            .OrderBy(system => system.Code).Select(system => new EstateSystem(system.Code, system.Name)).ToListAsync(ct);
    }

    private static async Task<IReadOnlyList<EstateLine>> Lines(IQueryable<VersionList.Row> rows, CancellationToken ct)
    {
        var found = await rows.Select(row => new
        {
            row.Version.Id,
            row.System.Code,
            SystemName = row.System.Name,
            row.Version.Label,
            row.Version.Kind,
            row.Version.Name,
            row.Version.State,
            row.Version.Stage,
            row.Version.ContentDigest,
            Artifacts = row.Version.Artifacts.Count(artifact => artifact.Source == ""),
            Stored = row.Version.Artifacts.Count(artifact => artifact.StoredAt != null),
            Unseen = row.Version.Artifacts.Count(artifact => artifact.Source != ""),
            Changed = row.Version.Artifacts.Count(artifact => artifact.ChangedSince != null),
            row.Version.Provenance,
            row.Version.DeclaredAt,
            row.Version.SealedAt,
        }).ToListAsync(ct);
        return
        [
            .. found.Select(row => new EstateLine(
                row.Id, row.Code, row.SystemName, row.Label, row.Kind, row.Name, row.State, row.Stage, row.ContentDigest,
                row.Artifacts, row.Stored, row.Unseen, row.Changed, row.Provenance.Parent, row.DeclaredAt, row.SealedAt)),
        ];
    }
}
