using Portal.Monitoring.Alerts;
using Portal.Monitoring.Windows;
using Portal.Policies;
using Portal.Statistics.Alerts;
using Portal.Statistics.Intervals;
using Portal.Statistics.Sketches;

namespace Portal.Monitoring.Rates;

/// <summary>One figure of a version's hour, at the lower end of its interval: few rows accuse nobody, and the first may.</summary>
/// <param name="Metric">What it is.</param>
/// <param name="Of">Of predictions or of calls, where it is of one of them.</param>
/// <param name="Bound">At least so much.</param>
/// <param name="N">What it rests on.</param>
/// <param name="Warning">Where it warns; absent where it is serious at once.</param>
/// <param name="Serious">Where it is serious.</param>
internal sealed record Rate(AlertMetric Metric, string Of, double Bound, long N, double? Warning, double Serious)
{
    /// <summary>With fewer values a 95th percentile says nothing.</summary>
    public const long FewestOfPercentile = 200;

    // The same id has the same features, or they are computed in two ways; a few rows may have been corrected since.
    private const double SkewWarns = 1;
    private const double SkewIsSerious = 10;

    private const double Percent = 100;
    private const double Millionths = 1e6;
    private const double P95 = 0.95;

    /// <summary>Where it begins to be told.</summary>
    public double Level => Warning ?? Serious;

    public AlertSeverity? Severity => Bound >= Serious ? AlertSeverity.Serious : Bound >= Level ? AlertSeverity.Warning : null;

    public bool IsCalm => Bound < Level / 2;

    /// <summary>Pure: what an hour says; a figure that has nothing to rest on, or no level, is not among it.</summary>
    public static IReadOnlyList<Rate> In(MinuteCounts hour, RateLevels levels) => [.. new[]
    {
        Share(AlertMetric.Errors, hour.Total(Counted.Errors), hour.Total(Counted.Calls), levels.ErrorsWarning, levels.ErrorsSerious),
        Share(AlertMetric.Safety, hour.Total(Counted.Blocked) + hour.Total(Counted.Flagged), hour.Total(Counted.Calls), levels.SafetyWarning, levels.SafetySerious),
        Share(AlertMetric.Skew, hour.Total(Counted.Skewed), hour.Total(Counted.Compared), SkewWarns, SkewIsSerious),
        Latency("predictions", hour.Histograms.GetValueOrDefault(Counted.LatencyMs), levels.LatencySeriousMs),
        Latency("calls", hour.Histograms.GetValueOrDefault(Counted.CallLatencyMs), levels.LatencySeriousMs),
        Cost(hour.Histograms.GetValueOrDefault(Counted.CostMicros), levels.CostSerious),
    }.OfType<Rate>()];

    private static Rate? Share(AlertMetric metric, long hits, long all, double warning, double serious) =>
        Wilson.Score(hits, all) is { } interval ? new(metric, "", interval.Low, all, warning / Percent, serious / Percent) : null;

    private static Rate? Latency(string of, LogHistogram? values, double? level) =>
        level is { } serious && values is { N: >= FewestOfPercentile } && values.QuantileInterval(P95) is { } interval ? new(AlertMetric.Latency, of, interval.Low, interval.N, null, serious) : null;

    private static Rate? Cost(LogHistogram? micros, double? level) =>
        level is { } serious && micros?.MeanEstimate() is { } mean ? new(AlertMetric.Cost, "", mean.Low / Millionths, mean.N, null, serious) : null;
}
