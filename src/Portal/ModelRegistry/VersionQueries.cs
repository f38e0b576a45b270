using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.Register;
using Portal.Shared;

namespace Portal.ModelRegistry;

/// <summary>A version as one row of a list: how many artifacts are here of those that are to be, and how many are elsewhere.</summary>
public sealed record VersionLine(
    VersionId Id, string Label, ArtefactKind Kind, string Name, VersionState State, Stage? Stage, Digest? ContentDigest,
    int Artifacts, int Stored, int Unseen, DateTimeOffset DeclaredAt, DateTimeOffset? SealedAt)
{
    /// <summary>It must not run for now, although it reached its stage.</summary>
    public bool IsSuspended { get; init; }
}

/// <summary>A version whole: where it belongs, what it consists of, who made it.</summary>
public sealed record VersionView(
    VersionLine Line, SystemId SystemId, string System, string SystemName, RiskTier? Tier,
    IReadOnlyList<ArtifactLine> Artifacts, IReadOnlyList<PersonLine> Contributors, PersonLine DeclaredBy, Provenance Provenance, DateTimeOffset? VerifiedAt);

/// <summary>A file of a version; it has a source when its bytes are elsewhere and never come, and a time when they are known to have changed.</summary>
public sealed record ArtifactLine(string Name, long Size, Digest Digest, DateTimeOffset? StoredAt, string Source, DateTimeOffset? ChangedSince);

/// <summary>A version that was searched for.</summary>
public sealed record VersionHit(string System, string Label, string Artefact, Stage? Stage);

/// <summary>Reads versions.</summary>
public sealed class VersionQueries(IDbContextFactory<PortalDb> dbs, PeopleQueries people)
{
    /// <summary>The versions of a system, newest first, as far as they had come; null when there is no such system.</summary>
    public async Task<Page<VersionLine>?> OfSystem(string code, PageRequest page, AsOf asOf, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var ids = await db.Systems.Where(system => system.Code == code).Select(system => system.Id).ToListAsync(ct);
        if (ids is not [var id])
            return null;

        var versions = db.Versions.AsNoTracking().Where(version => version.System == id);
        if (asOf.At is { } then)
            versions = versions.Where(version => version.DeclaredAt <= then);
        var total = await versions.CountAsync(ct);
        var rows = versions.OrderByDescending(version => version.DeclaredAt).ThenByDescending(version => version.Id).Skip(page.Skip).Take(page.Size);
        var lines = asOf.At is { } at ? await LinesAt(rows, at, ct) : await Lines(rows).ToListAsync(ct);
        var suspended = await SuspendedVersions.Among(db, lines.Select(line => line.Id), asOf, ct);
        return new Page<VersionLine>([.. lines.Select(line => line with { IsSuspended = suspended.Contains(line.Id) })], page.Number, page.Size, total);
    }

    /// <summary>The labels of a system's versions, newest first.</summary>
    public async Task<IReadOnlyList<string>> Labels(SystemId system, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Versions.AsNoTracking().Where(version => version.System == system)
            .OrderByDescending(version => version.DeclaredAt).ThenByDescending(version => version.Id).Select(version => version.Label).Take(PageRequest.MostRows).ToListAsync(ct);
    }

    /// <summary>The versions whose label has these letters in it, those that begin with them first and then the newest.</summary>
    public async Task<IReadOnlyList<VersionHit>> Find(string text, int most, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await (
            from version in db.Versions.AsNoTracking()
            join system in db.Systems.AsNoTracking() on version.System equals system.Id
            where version.Label.ToLower().Contains(text)
            orderby version.Label.ToLower().StartsWith(text) ? 0 : 1, version.DeclaredAt descending, system.Code, version.Label
            select new VersionHit(system.Code, version.Label, version.Name, version.Stage)).Take(most).ToListAsync(ct);
    }

    /// <summary>One version by its system's code and its label.</summary>
    public async Task<VersionView?> One(string code, string label, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var found = await db.Systems.AsNoTracking().Where(system => system.Code == code)
            .Select(system => new { system.Id, system.Tier, Names = system.Revisions.Select(revision => new { revision.Number, revision.State, revision.Content.Name }).ToList() })
            .SingleOrDefaultAsync(ct);
        if (found is null || await Lines(db.Versions.Where(version => version.System == found.Id && version.Label == label)).SingleOrDefaultAsync(ct) is not { } line)
            return null;

        var parts = await db.Versions.AsNoTracking().AsSplitQuery().Where(version => version.Id == line.Id).Select(version => new
        {
            version.DeclaredBy,
            version.Provenance,
            version.VerifiedAt,
            Artifacts = version.Artifacts.OrderBy(artifact => artifact.Name)
                .Select(artifact => new ArtifactLine(artifact.Name, artifact.Size, artifact.Digest, artifact.StoredAt, artifact.Source, artifact.ChangedSince)).ToList(),
            Contributors = version.Contributors.Select(contributor => contributor.Person).ToList(),
        }).SingleAsync(ct);
        var persons = await people.ById([.. parts.Contributors, parts.DeclaredBy], ct);
        var name = found.Names.OrderByDescending(revision => revision.State == EntryState.Published).ThenByDescending(revision => revision.Number).First().Name;
        return new VersionView(line with { IsSuspended = await SuspendedVersions.Has(db, line.Id, ct) }, found.Id, code, name, found.Tier, parts.Artifacts,
            [.. parts.Contributors.Select(person => persons[person]).OrderBy(person => person.Name, StringComparer.Ordinal)], persons[parts.DeclaredBy], parts.Provenance, parts.VerifiedAt);
    }

    private static async Task<IReadOnlyList<VersionLine>> LinesAt(IQueryable<ModelVersion> versions, DateTimeOffset at, CancellationToken ct)
    {
        var rows = await versions.AsNoTracking().Select(version => new
        {
            version.Id,
            version.Label,
            version.Kind,
            version.Name,
            version.ContentDigest,
            Stage = version.Stages.Where(span => span.ValidFrom <= at && (span.ValidTo == null || span.ValidTo > at)).Select(span => (Stage?)span.Stage).FirstOrDefault(),
            Artifacts = version.Artifacts.Count(artifact => artifact.Source == ""),
            Unseen = version.Artifacts.Count(artifact => artifact.Source != ""),
            Stored = version.Artifacts.Count(artifact => artifact.StoredAt <= at),
            version.DeclaredAt,
            version.SealedAt,
        }).ToListAsync(ct);
        return [.. rows.Select(row => row.SealedAt <= at
            ? new VersionLine(row.Id, row.Label, row.Kind, row.Name, VersionState.Sealed, row.Stage, row.ContentDigest, row.Artifacts, row.Stored, row.Unseen, row.DeclaredAt, row.SealedAt)
            : new VersionLine(row.Id, row.Label, row.Kind, row.Name, VersionState.Incomplete, null, null, row.Artifacts, row.Stored, row.Unseen, row.DeclaredAt, null))];
    }

    private static IQueryable<VersionLine> Lines(IQueryable<ModelVersion> versions) => versions.AsNoTracking().Select(version => new VersionLine(
        version.Id, version.Label, version.Kind, version.Name, version.State, version.Stage, version.ContentDigest,
        version.Artifacts.Count(artifact => artifact.Source == ""), version.Artifacts.Count(artifact => artifact.StoredAt != null), version.Artifacts.Count(artifact => artifact.Source != ""),
        version.DeclaredAt, version.SealedAt));
}
