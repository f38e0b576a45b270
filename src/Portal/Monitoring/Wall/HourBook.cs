using Portal.Data;
using Portal.Monitoring.Rates;
using Portal.Monitoring.Windows;
using Portal.Shared;
using Portal.Statistics.Quality;

namespace Portal.Monitoring.Wall;

/// <summary>
/// The last day hour by hour, as single figures. An hour that is over is read once and kept; the last point is the last sixty minutes,
/// of which only what changed is read again.
/// </summary>
internal sealed class HourBook
{
    private const int Hours = 24;
    private const double P95 = 0.95;
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly RecentMinutes _minutes = new();
    private Dictionary<VersionId, SortedDictionary<DateTimeOffset, HourFigures>> _hours = [];

    public async Task<IReadOnlyDictionary<VersionId, WallHours>> Of(PortalDb db, IReadOnlyCollection<VersionId> versions, DateTimeOffset now, CancellationToken ct)
    {
        var present = new DateTimeOffset(now.UtcTicks - (now.UtcTicks % Hour.Ticks), TimeSpan.Zero);
        Dictionary<VersionId, SortedDictionary<DateTimeOffset, HourFigures>> kept = [];
        foreach (var version in versions)
            kept.Add(version, await Read(db, version, present, now, ct));
        _hours = kept;

        var last = await _minutes.Between(db, now - Hour, now.AddMinutes(1), ct);
        return kept.ToDictionary(version => version.Key, version => Of(version.Value, present, last.GetValueOrDefault(version.Key)));
    }

    private async Task<SortedDictionary<DateTimeOffset, HourFigures>> Read(PortalDb db, VersionId version, DateTimeOffset present, DateTimeOffset now, CancellationToken ct)
    {
        var first = present - (Hours * Hour);
        var known = _hours.GetValueOrDefault(version) ?? [];
        foreach (var old in known.Keys.Where(hour => hour < first).ToList())
            known.Remove(old);

        // Rows of the last hour may still come in time.
        var settled = now - present >= Alerts.EvaluateAlerts.Lateness ? present : present - Hour;
        var from = Enumerable.Range(0, Hours).Select(at => first + (at * Hour)).FirstOrDefault(hour => !known.ContainsKey(hour), present);
        if (from == present)
            return known;

        Dictionary<DateTimeOffset, MinuteCounts> sums = [];
        await foreach (var (start, counts) in CountedWindows.Between(db, version, from, present, ct))
        {
            var hour = new DateTimeOffset(start.UtcTicks - (start.UtcTicks % Hour.Ticks), TimeSpan.Zero);
            if (!sums.TryGetValue(hour, out var sum))
                sums.Add(hour, sum = new MinuteCounts());
            sum.Merge(counts);
        }

        for (var hour = from; hour < settled; hour += Hour)
            known[hour] = HourFigures.Of(sums.GetValueOrDefault(hour));
        return known;
    }

    private static WallHours Of(SortedDictionary<DateTimeOffset, HourFigures> hours, DateTimeOffset present, MinuteCounts? lastHour)
    {
        var last = HourFigures.Of(lastHour);
        IReadOnlyList<HourFigures> all = [.. Enumerable.Range(0, Hours - 1).Select(at => hours.GetValueOrDefault(present - ((Hours - 1 - at) * Hour), HourFigures.Nothing)), last];
        return new WallHours(
            last.P95, last.P95N, new Trail([.. all.Select(hour => hour.P95)]),
            Estimate.Proportion(last.Unsafe, last.Calls), last.Calls, new Trail([.. all.Select(hour => hour.Calls > 0 ? (double?)hour.Unsafe / hour.Calls : null)]),
            new Trail([.. all.Select(hour => hour.Micros)]));
    }

    private sealed record HourFigures(double? P95, long P95N, long Unsafe, long Calls, double? Micros)
    {
        public static HourFigures Nothing { get; } = new(null, 0, 0, 0, null);

        public static HourFigures Of(MinuteCounts? counts)
        {
            if (counts is null)
                return Nothing;

            // Where a version makes calls, what people wait for is the call.
            var latency = counts.Histograms.GetValueOrDefault(Counted.CallLatencyMs) ?? counts.Histograms.GetValueOrDefault(Counted.LatencyMs);
            var enough = latency is { N: >= Rate.FewestOfPercentile };
            return new(
                enough ? latency?.Quantile(HourBook.P95) : null, latency?.N ?? 0, counts.Total(Counted.Blocked) + counts.Total(Counted.Flagged), counts.Total(Counted.Calls),
                counts.Totals.ContainsKey(Counted.CostMicros) ? counts.Total(Counted.CostMicros) : null);
        }
    }
}
