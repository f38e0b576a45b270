using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Monitoring;

/// <summary>The baselines of versions. One that was read once is kept: it never changes.</summary>
public sealed class Baselines(IDbContextFactory<PortalDb> dbs)
{
    private readonly ConcurrentDictionary<VersionId, FrozenBaseline> _known = [];

    /// <summary>Those that have one.</summary>
    public async Task<IReadOnlyDictionary<VersionId, FrozenBaseline>> Of(IReadOnlyCollection<VersionId> versions, CancellationToken ct)
    {
        if (versions.Where(version => !_known.ContainsKey(version)).ToList() is { Count: > 0 } unknown)
        {
            await using var db = await dbs.CreateDbContextAsync(ct);
            foreach (var baseline in await db.Baselines.AsNoTracking().Where(baseline => unknown.Contains(baseline.ModelVersion)).ToListAsync(ct))
                _known.TryAdd(baseline.ModelVersion, FrozenBaseline.Of(baseline));
        }

        return versions.Where(_known.ContainsKey).ToDictionary(version => version, version => _known[version]);
    }

    public async Task<FrozenBaseline?> Of(VersionId version, CancellationToken ct) => (await Of([version], ct)).GetValueOrDefault(version);

    /// <summary>What stands behind the bins of a version; null while it has none.</summary>
    public async Task<BaselineLine?> Named(string system, string label, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var versions = db.Versions.Where(version => version.Label == label && db.Systems.Any(row => row.Id == version.System && row.Code == system)).Select(version => version.Id);
        return await db.Baselines.AsNoTracking().SingleOrDefaultAsync(baseline => versions.Contains(baseline.ModelVersion), ct) is { } found ? BaselineLine.Of(found) : null;
    }
}
