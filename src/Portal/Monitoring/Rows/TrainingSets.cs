using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Monitoring.Rows;

/// <summary>The rows that versions were tried on. What was read once is kept: a baseline never changes.</summary>
internal sealed class TrainingSets(IDbContextFactory<PortalDb> dbs, BlobStore blobs)
{
    private readonly ConcurrentDictionary<VersionId, TrainingRows> _known = [];

    /// <summary>Null while the version has no baseline.</summary>
    public async Task<TrainingRows?> Of(VersionId version, CancellationToken ct)
    {
        if (_known.TryGetValue(version, out var known))
            return known;

        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await db.Baselines.AsNoTracking().Where(baseline => baseline.ModelVersion == version).Select(baseline => (Digest?)baseline.Rows).SingleOrDefaultAsync(ct) is not { } rows)
            return null;

        await using var stored = blobs.Open(rows);
        return _known.GetOrAdd(version, await TrainingRows.Read(stored, ct));
    }
}
