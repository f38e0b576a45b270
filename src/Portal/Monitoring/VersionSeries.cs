using System.Collections.Immutable;
using Portal.Monitoring.Series;
using Portal.Monitoring.Windows;
using Portal.Shared;

namespace Portal.Monitoring;

/// <summary>
/// What is drawn of one version: its minutes, and for each feature the PSI of the hour that ends with each of them. Immutable:
/// a fold makes the next one, which shares with this what did not change.
/// </summary>
public sealed class VersionSeries
{
    public static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>For so long minutes remember what was counted beside features, which histograms make large.</summary>
    public static readonly TimeSpan Recent = TimeSpan.FromHours(2);

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly ImmutableArray<MinuteSketch> _minutes;

    private VersionSeries(VersionId version, FrozenBaseline? baseline, ImmutableArray<MinuteSketch> minutes, ImmutableArray<ImmutableArray<FeaturePoint>> points) =>
        (Version, Baseline, _minutes, Points) = (version, baseline, minutes, points);

    public VersionId Version { get; }

    /// <summary>Absent while no evaluation has brought feature values.</summary>
    public FrozenBaseline? Baseline { get; }

    /// <summary>By feature, in the order of the baseline; a point for each minute that has rows, and one without value where an hour has none.</summary>
    public ImmutableArray<ImmutableArray<FeaturePoint>> Points { get; }

    /// <summary>By the time of the event.</summary>
    public DateTimeOffset? LastRowAt => _minutes.IsEmpty ? null : _minutes[^1].LastRowAt;

    /// <summary>Whether any of its rows is a prediction: one that only makes calls has no features to compare.</summary>
    public bool HasPredictions => _minutes.Any(minute => minute.Rows > 0);

    internal static VersionSeries Empty(VersionId version, FrozenBaseline? baseline) =>
        new(version, baseline, [], [.. (baseline?.Features ?? []).Select(_ => ImmutableArray<FeaturePoint>.Empty)]);

    /// <summary>The state of the hour whose last minute holds <paramref name="at"/>.</summary>
    public HourState HourAt(DateTimeOffset at, DriftLevels levels)
    {
        var last = WindowStart(at);
        var hour = _minutes.Where(minute => minute.Minute > last - Hour && minute.Minute <= last).ToList();
        return new HourState(last, hour.Sum(minute => minute.Rows), [.. SumOf(hour).Select(sum => sum.HourAt(last, levels))]);
    }

    /// <summary>What was counted beside features from an instant on, minute by minute; nothing of what is no longer <see cref="Recent"/>.</summary>
    internal IEnumerable<(DateTimeOffset Start, MinuteCounts Counts)> MeasuresFrom(DateTimeOffset from) =>
        from minute in _minutes
        where minute.Minute >= @from && minute.Measures is not null
        select (minute.Minute, minute.Measures);

    /// <summary>The features' counts in windows that do not overlap, from an instant on.</summary>
    internal IEnumerable<(DateTimeOffset Start, FeatureSum[] Sums)> SumsBy(TimeSpan step, DateTimeOffset from) =>
        _minutes.Where(minute => minute.Minute >= from).GroupBy(minute => new DateTimeOffset(minute.Minute.UtcTicks - (minute.Minute.UtcTicks % step.Ticks), TimeSpan.Zero))
            .Select(window => (window.Key, SumOf(window)));

    private FeatureSum[] SumOf(IEnumerable<MinuteSketch> minutes)
    {
        var sums = Sums();
        foreach (var minute in minutes)
            Array.ForEach(sums, sum => sum.Add(minute));
        return sums;
    }

    internal long RowsIn(DateTimeOffset minute) => Find(minute)?.Rows ?? 0;

    internal bool Has(DateTimeOffset minute, int revision) => Find(minute) is { } known && known.Revision == revision;

    /// <summary>Puts changed minutes in, forgets what lies before <paramref name="start"/>, and draws again what the changes touch.</summary>
    internal VersionSeries With(IReadOnlyCollection<MinuteSketch> changed, DateTimeOffset start)
    {
        if (changed.Count == 0)
            return this;

        var replaced = changed.Select(minute => minute.Minute).ToHashSet();
        var recent = start + SeriesStore.Shown - Recent;
        ImmutableArray<MinuteSketch> minutes =
        [
            .. _minutes.Where(minute => minute.Minute >= start - Hour && !replaced.Contains(minute.Minute)).Concat(changed).OrderBy(minute => minute.Minute)
                .Select(minute => minute.Measures is null || minute.Minute >= recent ? minute : minute with { Measures = null }),
        ];
        var from = replaced.Min() > start ? replaced.Min() : start;
        var kept = Points.Select(line => line.Where(point => point.Minute >= start && point.Minute < from));
        return new VersionSeries(Version, Baseline, minutes, Draw(minutes, from, [.. kept.Select(line => line.ToList())]));
    }

    /// <summary>Goes on drawing at <paramref name="from"/>: the hour slides over the minutes.</summary>
    private ImmutableArray<ImmutableArray<FeaturePoint>> Draw(ImmutableArray<MinuteSketch> minutes, DateTimeOffset from, List<FeaturePoint>[] lines)
    {
        var sums = Sums();
        var first = minutes.TakeWhile(minute => minute.Minute <= from - Hour).Count();
        var oldest = first;
        for (var at = first; at < minutes.Length; at++)
        {
            var minute = minutes[at];
            Array.ForEach(sums, sum => sum.Add(minute));
            for (; minutes[oldest].Minute <= minute.Minute - Hour; oldest++)
            {
                var gone = minutes[oldest];
                Array.ForEach(sums, sum => sum.Remove(gone));
            }

            if (minute.Minute < from)
                continue;

            for (var feature = 0; feature < sums.Length; feature++)
            {
                AddGap(lines[feature], minute.Minute);
                lines[feature].Add(sums[feature].PointAt(minute.Minute));
            }
        }

        return [.. lines.Select(line => line.ToImmutableArray())];
    }

    /// <summary>Where a whole hour has no rows the line ends: one point without a value says so.</summary>
    private static void AddGap(List<FeaturePoint> line, DateTimeOffset next)
    {
        if (line.Count > 0 && line[^1] is { Value: not null } last && next - last.Minute > Hour)
            line.Add(new FeaturePoint(last.Minute + Hour, null, null, 0));
    }

    private FeatureSum[] Sums() => [.. (Baseline?.Features ?? []).Select((feature, index) => new FeatureSum(feature, index))];

    private MinuteSketch? Find(DateTimeOffset minute)
    {
        var (low, high) = (0, _minutes.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (_minutes[middle].Minute == minute)
                return _minutes[middle];
            (low, high) = _minutes[middle].Minute < minute ? (middle + 1, high) : (low, middle - 1);
        }

        return null;
    }

    private static DateTimeOffset WindowStart(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % Minute.Ticks), TimeSpan.Zero);
}
