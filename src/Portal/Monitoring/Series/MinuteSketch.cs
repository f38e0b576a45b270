using Portal.Monitoring.Windows;

namespace Portal.Monitoring.Series;

/// <summary>A stored minute, reduced to what the series are drawn from: the counts on the scale of figures, by feature of the baseline.</summary>
internal sealed record MinuteSketch(DateTimeOffset Minute, int Revision, long Rows, DateTimeOffset LastRowAt, FeatureMinute?[] Features)
{
    public static MinuteSketch Of(TelemetryWindow window, FrozenBaseline? baseline)
    {
        var counts = MinuteCounts.FromBytes(window.Counts);
        return new(window.Minute, window.Version, counts.Rows, counts.LastRowAt, baseline is null ? [] : [.. baseline.Features.Select(feature => Of(feature, counts))]);
    }

    private static FeatureMinute? Of(WatchedFeature feature, MinuteCounts counts) =>
        counts.Features.TryGetValue(feature.Name, out var bins)
            ? new(feature.Bins.Deciles(bins.Counts), bins.Missing, bins.Invalid)
            : null;
}

internal sealed record FeatureMinute(long[] Counts, long Missing, long Invalid);
