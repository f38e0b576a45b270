using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Tracking.Registered;

/// <summary>A version that was sealed for a client.</summary>
internal sealed record SealedVersion(VersionId Id, SystemId SystemId, string System, string Label)
{
    public string Page => PageOf(System, Label);

    public static string PageOf(string system, string label) => $"register/{system}/versions/{Uri.EscapeDataString(label)}";
}

/// <summary>Finds what was sealed from where.</summary>
internal static class SealedSources
{
    /// <summary>The versions that were sealed from this place, from what lies under it or from a folder that holds it.</summary>
    public static async Task<IReadOnlyList<SealedVersion>> Over(PortalDb db, FilePlace place, CancellationToken ct)
    {
        var rows = await (
            from registered in db.RegisteredVersions.AsNoTracking()
            join version in db.Versions.AsNoTracking() on registered.Sealed equals version.Id
            join system in db.Systems.AsNoTracking() on version.System equals system.Id
            where registered.Folder == place.Owner
            orderby registered.CreatedAt, system.Code, version.Label
            select new { registered.FolderPath, Version = new SealedVersion(version.Id, system.Id, system.Code, version.Label) }).ToListAsync(ct);
        return [.. rows.Where(row => place.Holds(row.FolderPath) || (place with { Path = row.FolderPath }).Holds(place.Path)).Select(row => row.Version)];
    }

    public static Task<SealedVersion?> Sealed(PortalDb db, TrackedId registered, CancellationToken ct) => (
        from row in db.RegisteredVersions.AsNoTracking()
        join version in db.Versions.AsNoTracking() on row.Sealed equals version.Id
        join system in db.Systems.AsNoTracking() on version.System equals system.Id
        where row.Id == registered
        select new SealedVersion(version.Id, system.Id, system.Code, version.Label)).SingleOrDefaultAsync(ct);
}

/// <summary>What was promoted is not hidden, nor what it came from.</summary>
internal static class Promoted
{
    private static readonly IReadOnlyList<Stage> Reached = [Stage.Staging, Stage.Pilot, Stage.Production];

    public static async Task<Refusal?> FromRun(PortalDb db, TrackedId run, CancellationToken ct) =>
        Gate(await Any(db, db.RegisteredVersions.Where(row => row.Run == run || row.Folder == run), ct), "comes from this run");

    public static async Task<Refusal?> FromExperiment(PortalDb db, int experiment, CancellationToken ct)
    {
        var runs = db.TrackedRuns.Where(run => run.Experiment == experiment).Select(run => (TrackedId?)run.Id);
        return Gate(await Any(db, db.RegisteredVersions.Where(row => runs.Contains(row.Run)), ct), "comes from one of its runs");
    }

    public static async Task<Refusal?> FromFolder(PortalDb db, TrackedId folder, CancellationToken ct) =>
        Gate(await Any(db, db.RegisteredVersions.Where(row => row.Folder == folder), ct), "comes from it");

    public static async Task<Refusal?> OfModel(PortalDb db, TrackedId model, CancellationToken ct) =>
        Gate(await Any(db, db.RegisteredVersions.Where(row => row.Model == model), ct), "is one of its versions");

    public static async Task<Refusal?> Version(PortalDb db, TrackedId version, CancellationToken ct) =>
        Gate(await Any(db, db.RegisteredVersions.Where(row => row.Id == version), ct), "is this one");

    private static Task<SealedVersion?> Any(PortalDb db, IQueryable<RegisteredVersion> rows, CancellationToken ct) => (
        from row in rows
        join version in db.Versions on row.Sealed equals version.Id
        join system in db.Systems on version.System equals system.Id
        where version.Stages.Any(span => Reached.Contains(span.Stage))
        select new SealedVersion(version.Id, system.Id, system.Code, version.Label)).FirstOrDefaultAsync(ct);

    private static Gated? Gate(SealedVersion? version, string why) =>
        version is null ? null : new Gated($"{version.System} {version.Label} was promoted and {why}: what was promoted is never deleted.", version.Page);
}
