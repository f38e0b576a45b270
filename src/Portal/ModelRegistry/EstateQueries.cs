using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.ModelRegistry;

/// <summary>A version as one row of the list over all systems.</summary>
public sealed record EstateLine(
    VersionId Id, string System, string SystemName, string Label, ArtefactKind Kind, string Name, VersionState State, Stage? Stage, Digest? ContentDigest,
    int Artifacts, int Stored, int Unseen, int Changed, string Parent, DateTimeOffset DeclaredAt, DateTimeOffset? SealedAt)
{
    /// <summary>It must not run for now, although it reached its stage.</summary>
    public bool IsSuspended { get; init; }
}

/// <summary>A system that has versions, to choose by.</summary>
public sealed record EstateSystem(string Code, string Name);

/// <summary>How many versions there are, and of how many artefacts.</summary>
public sealed record EstateCounts(int Versions, int Artefacts, int InProduction, int Incomplete, int InDoubt);

/// <summary>Reads the models, prompts and agents of all systems.</summary>
public sealed class EstateQueries(IDbContextFactory<PortalDb> dbs)
{
    public async Task<Page<EstateLine>> List(VersionFilter filter, VersionOrder order, PageRequest page, AsOf asOf, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var rows = filter.Apply(db, asOf);
        var total = await rows.CountAsync(ct);
        return new Page<EstateLine>(await Lines(db, VersionList.Sorted(rows, order).Skip(page.Skip).Take(page.Size), asOf, ct), page.Number, page.Size, total);
    }

    /// <summary>The versions that pass and come after one, in the order of systems and labels, so many of them, for a table.</summary>
    public async Task<IReadOnlyList<EstateLine>> Rows(VersionFilter filter, EstateLine? after, int most, AsOf asOf, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var rows = filter.Apply(db, asOf);
        if (after is { System: var code, Label: var label })
            rows = rows.Where(row => row.System.Code.CompareTo(code) > 0 || (row.System.Code == code && row.Version.Label.CompareTo(label) > 0));
        return await Lines(db, rows.OrderBy(row => row.System.Code).ThenBy(row => row.Version.Label).Take(most), asOf, ct);
    }

    public async Task<EstateCounts> Counts(AsOf asOf, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var rows = VersionList.All(db, asOf);
        return new EstateCounts(
            await rows.CountAsync(ct),
            await rows.Select(row => new { row.Version.System, row.Version.Kind, row.Version.Name }).Distinct().CountAsync(ct),
            await rows.CountAsync(row => row.Stage == Stage.Production, ct),
            await rows.CountAsync(row => row.State == VersionState.Incomplete, ct),
            await new VersionFilter { Doubts = [BytesDoubt.Unseen, BytesDoubt.Changed] }.Apply(db, asOf).CountAsync(ct));
    }

    public async Task<IReadOnlyList<EstateSystem>> Systems(AsOf asOf, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var at = asOf.At;
        return await NamedSystems.Of(db, asOf).Where(system => db.Versions.Any(version => version.System == system.Id && (at == null || version.DeclaredAt <= at)))
            .OrderBy(system => system.Code).Select(system => new EstateSystem(system.Code, system.Name)).ToListAsync(ct);
    }

    private static async Task<IReadOnlyList<EstateLine>> Lines(PortalDb db, IQueryable<VersionList.Row> rows, AsOf asOf, CancellationToken ct)
    {
        var at = asOf.At;
        var found = await rows.Select(row => new
        {
            row.Version.Id,
            row.System.Code,
            SystemName = row.System.Name,
            row.Version.Label,
            row.Version.Kind,
            row.Version.Name,
            row.State,
            row.Stage,
            row.Version.ContentDigest,
            Artifacts = row.Version.Artifacts.Count(artifact => artifact.Source == ""),
            Stored = row.Version.Artifacts.Count(artifact => artifact.StoredAt != null && (at == null || artifact.StoredAt <= at)),
            Unseen = row.Version.Artifacts.Count(artifact => artifact.Source != ""),
            Changed = row.Version.Artifacts.Count(artifact => artifact.ChangedSince != null && (at == null || artifact.ChangedSince <= at)),
            row.Version.Provenance,
            row.Version.DeclaredAt,
            row.Version.SealedAt,
        }).ToListAsync(ct);
        var suspended = await SuspendedVersions.Among(db, found.Select(row => row.Id), asOf, ct);
        return
        [
            .. found.Select(row => new EstateLine(
                row.Id, row.Code, row.SystemName, row.Label, row.Kind, row.Name, row.State, row.Stage, row.State == VersionState.Sealed ? row.ContentDigest : null,
                row.Artifacts, row.Stored, row.Unseen, row.Changed, row.Provenance.Parent, row.DeclaredAt, row.SealedAt > at ? null : row.SealedAt) { IsSuspended = suspended.Contains(row.Id) }),
        ];
    }
}
