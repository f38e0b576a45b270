using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Monitoring.Windows;
using Portal.Shared;

namespace Portal.Monitoring.Rates;

/// <summary>The minutes of the last hour without their features, each read again only when more was counted into it.</summary>
internal sealed class RecentMinutes
{
    private Dictionary<WindowKey, Minute> _known = [];

    /// <summary>What the minutes between two instants hold together, by version.</summary>
    public async Task<IReadOnlyDictionary<VersionId, MinuteCounts>> Between(PortalDb db, DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        var stored = await db.TelemetryWindows.AsNoTracking().Where(window => window.Minute >= from && window.Minute < to)
            .Select(window => new { window.ModelVersion, window.Minute, window.Version }).ToListAsync(ct);
        Dictionary<WindowKey, Minute> minutes = [];
        foreach (var window in stored)
        {
            var key = new WindowKey(window.ModelVersion, window.Minute);
            minutes.Add(key, _known.TryGetValue(key, out var known) && known.Revision == window.Version ? known : await Read(db, key, ct));
        }

        _known = minutes;
        return minutes.GroupBy(minute => minute.Key.Version).ToDictionary(version => version.Key, version => Sum(version.Select(minute => minute.Value.Counts)));
    }

    private static async Task<Minute> Read(PortalDb db, WindowKey key, CancellationToken ct)
    {
        var (version, minute) = key;
        var window = await db.TelemetryWindows.AsNoTracking().Where(row => row.ModelVersion == version && row.Minute == minute).Select(row => new { row.Version, row.Counts }).SingleAsync(ct);
        return new Minute(window.Version, MinuteCounts.FromBytes(window.Counts).WithoutFeatures());
    }

    private static MinuteCounts Sum(IEnumerable<MinuteCounts> minutes)
    {
        var sum = new MinuteCounts();
        foreach (var minute in minutes)
            sum.Merge(minute);
        return sum;
    }

    private sealed record Minute(int Revision, MinuteCounts Counts);
}
