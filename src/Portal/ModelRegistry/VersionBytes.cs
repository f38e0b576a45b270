using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.ModelRegistry;

/// <summary>What the portal knows of a version's bytes: which it has never seen, which are no longer what was stored, and when it looked.</summary>
public sealed record BytesEvidence(IReadOnlyList<string> Unseen, IReadOnlyList<string> Changed, DateTimeOffset? VerifiedAt);

/// <summary>Reads that for those who decide on versions.</summary>
public static class VersionBytes
{
    public static async Task<IReadOnlyDictionary<VersionId, BytesEvidence>> Of(PortalDb db, IReadOnlyCollection<VersionId> versions, CancellationToken ct)
    {
        var rows = await db.Versions.AsNoTracking().Where(version => versions.Contains(version.Id)).Select(version => new
        {
            version.Id,
            version.VerifiedAt,
            Noted = version.Artifacts.Where(artifact => artifact.Source != "" || artifact.ChangedSince != null).OrderBy(artifact => artifact.Name)
                .Select(artifact => new { artifact.Name, IsElsewhere = artifact.Source != "" }).ToList(),
        }).ToListAsync(ct);
        return rows.ToDictionary(row => row.Id, row => new BytesEvidence(
            [.. row.Noted.Where(artifact => artifact.IsElsewhere).Select(artifact => artifact.Name)],
            [.. row.Noted.Where(artifact => !artifact.IsElsewhere).Select(artifact => artifact.Name)],
            row.VerifiedAt));
    }
}
