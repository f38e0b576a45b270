using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Monitoring.Series;
using Portal.Shared;

namespace Portal.Monitoring;

/// <summary>What a live feed says when minutes of a version have changed.</summary>
public readonly record struct TelemetryCounted(VersionId Version);

/// <summary>
/// The last day of every version that sends, in memory: circuits read immutable series that are swapped once a fold. Filled from
/// the stored windows alone, so a start, a fold of this node and one of another are the same step.
/// </summary>
public sealed class SeriesStore(IDbContextFactory<PortalDb> dbs, Baselines baselines, LiveFeed<TelemetryCounted> feed, TimeProvider time) : IDisposable
{
    /// <summary>How far back the lines go; the minutes go an hour further, which the first point looks back on.</summary>
    public static readonly TimeSpan Shown = TimeSpan.FromHours(24);

    /// <summary>Clocks of nodes differ a little: looked at again rather than missed.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(10);

    /// <summary>Senders' clocks may run ahead, so there may be minutes that are not yet.</summary>
    private static readonly TimeSpan Ahead = Rows.PredictionReader.Ahead + TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<VersionId, VersionSeries> _series = [];
    private readonly SemaphoreSlim _one = new(1, 1);
    private DateTimeOffset _seen = DateTimeOffset.MinValue + Overlap;

    public VersionSeries? Of(VersionId version) => _series.GetValueOrDefault(version);

    public IReadOnlyCollection<VersionSeries> All => [.. _series.Values];

    /// <summary>Takes in what was stored since the last time, and tells the pages.</summary>
    public async Task Refresh(CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            var now = time.GetUtcNow();
            foreach (var version in await TakeIn(now, ct))
                feed.Publish(new TelemetryCounted(version));
            _seen = now;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>The same for any past day, read from what is stored.</summary>
    public async Task<VersionSeries> Read(VersionId version, DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        var baseline = await baselines.Of(version, ct);
        var first = from - VersionSeries.Hour;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var windows = await db.TelemetryWindows.AsNoTracking()
            .Where(window => window.ModelVersion == version && window.Minute >= first && window.Minute <= to).ToListAsync(ct);
        return VersionSeries.Empty(version, baseline).With([.. windows.Select(window => MinuteSketch.Of(window, baseline))], from);
    }

    public void Dispose() => _one.Dispose();

    private async Task<IReadOnlyCollection<VersionId>> TakeIn(DateTimeOffset now, CancellationToken ct)
    {
        var (since, start) = (_seen - Overlap, now - Shown);
        var oldest = start - VersionSeries.Hour;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var stored = await db.TelemetryWindows.AsNoTracking()
            .Where(window => window.ChangedAt >= since && window.Minute >= oldest).ToListAsync(ct);
        var changed = stored.Where(window => Of(window.ModelVersion)?.Has(window.Minute, window.Version) != true).ToLookup(window => window.ModelVersion);

        var waiting = All.Where(series => series.Baseline is null).Select(series => series.Version);
        var known = await baselines.Of([.. changed.Select(group => group.Key).Union(waiting)], ct);
        var begun = known.Keys.Where(version => Of(version) is { Baseline: null }).ToList();
        foreach (var version in begun)
            _series[version] = await Read(version, start, now + Ahead, ct);

        foreach (var group in changed.Where(group => !begun.Contains(group.Key)))
        {
            var baseline = known.GetValueOrDefault(group.Key);
            var before = Of(group.Key) ?? VersionSeries.Empty(group.Key, baseline);
            _series[group.Key] = before.With([.. group.Select(window => MinuteSketch.Of(window, baseline))], start);
        }

        return [.. changed.Select(group => group.Key).Union(begun)];
    }
}
