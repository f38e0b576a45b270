using Portal.Monitoring.Windows;
using Portal.Statistics.Sketches;

namespace Portal.Monitoring.Series;

/// <summary>
/// A stored minute, reduced to what the series are drawn from: the counts on the scale of figures, by feature of the baseline, and
/// while it is recent what was counted beside features.
/// </summary>
internal sealed record MinuteSketch(DateTimeOffset Minute, int Revision, long Rows, DateTimeOffset LastRowAt, FeatureMinute?[] Features, MinuteCounts? Measures)
{
    public static MinuteSketch Of(TelemetryWindow window, FrozenBaseline? baseline)
    {
        var counts = MinuteCounts.FromBytes(window.Counts);
        return new(window.Minute, window.Version, counts.Rows, counts.LastRowAt, baseline is null ? [] : [.. baseline.Features.Select(feature => Of(feature, counts))], counts.WithoutFeatures());
    }

    private static FeatureMinute? Of(WatchedFeature feature, MinuteCounts counts) =>
        counts.Features.TryGetValue(feature.Name, out var bins)
            ? new(feature.Bins.Deciles(bins.Counts), bins.Missing, bins.Invalid, bins.Moments)
            : null;
}

/// <param name="Counts">On the scale of figures.</param>
/// <param name="Missing">Rows without a value.</param>
/// <param name="Invalid">Rows with one that cannot be counted.</param>
/// <param name="Moments">Of numbers whose sums were kept.</param>
internal sealed record FeatureMinute(long[] Counts, long Missing, long Invalid, Moments? Moments);
