using Microsoft.EntityFrameworkCore;
using Portal.Shared;

namespace Portal.Data;

/// <summary>Versions by their labels, and who made them; for capabilities that know nothing else of versions.</summary>
internal static class NamedVersions
{
    public static Task<VersionId?> Find(PortalDb db, SystemId system, string label, CancellationToken ct) =>
        db.Versions.Where(version => version.System == system && version.Label == label).Select(version => (VersionId?)version.Id).SingleOrDefaultAsync(ct);

    public static async Task<IReadOnlyDictionary<VersionId, string>> Labels(PortalDb db, IEnumerable<VersionId> versions, CancellationToken ct)
    {
        var ids = versions.Distinct().ToList();
        return ids.Count == 0 ? new Dictionary<VersionId, string>() : await db.Versions.AsNoTracking().Where(version => ids.Contains(version.Id)).ToDictionaryAsync(version => version.Id, version => version.Label, ct);
    }

    public static Task<bool> Contributed(PortalDb db, VersionId version, PersonId person, CancellationToken ct) =>
        db.Versions.AnyAsync(row => row.Id == version && row.Contributors.Any(contributor => contributor.Person == person), ct);

    /// <summary>The systems to some version of which the person contributed.</summary>
    public static IQueryable<SystemId> ContributedTo(PortalDb db, PersonId person) =>
        db.Versions.Where(row => row.Contributors.Any(contributor => contributor.Person == person)).Select(row => row.System);
}
