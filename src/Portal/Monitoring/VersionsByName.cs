using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.ModelRegistry;
using Portal.Monitoring.Rows;
using Portal.Shared;

namespace Portal.Monitoring;

/// <summary>Finds the versions of a system as rows name them.</summary>
internal static class VersionsByName
{
    public static async Task<Result<VersionId[]>> Of(PortalDb db, SystemId system, string code, NamedRows rows, CancellationToken ct)
    {
        var found = new List<VersionId>(rows.Versions.Count);
        foreach (var (index, name) in rows.Versions.Index())
        {
            var versions = db.Versions.Where(version => version.System == system);
            if ((name.Length == 0 ? await Serving(versions, ct) : await Named(versions, name, ct)) is not { } id)
                return new Invalid($"row {rows.FirstRow[index]}, version", name.Length == 0 ? $"{code} has no version yet. No row was taken." : $"{code} has no version '{name}'. No row was taken.");
            found.Add(id);
        }

        return found.ToArray();
    }

    /// <summary>A label or a content digest, as the rows name it.</summary>
    private static Task<VersionId?> Named(IQueryable<ModelVersion> versions, string name, CancellationToken ct) =>
        (Digest.TryParse(name) is { } digest ? versions.Where(version => version.ContentDigest == digest) : versions.Where(version => version.Label == name))
            .OrderBy(version => version.DeclaredAt).ThenBy(version => version.Label).Select(version => (VersionId?)version.Id).FirstOrDefaultAsync(ct);

    /// <summary>What serves people; without one, what was declared last.</summary>
    private static async Task<VersionId?> Serving(IQueryable<ModelVersion> versions, CancellationToken ct)
    {
        var known = await versions.Select(version => new { version.Id, version.Label, version.Stage, version.DeclaredAt }).ToListAsync(ct);
        return known.OrderByDescending(version => version.Stage == Stage.Production).ThenByDescending(version => version.Stage == Stage.Pilot)
            .ThenByDescending(version => version.DeclaredAt).ThenByDescending(version => version.Label, StringComparer.Ordinal).Select(version => (VersionId?)version.Id).FirstOrDefault();
    }
}
