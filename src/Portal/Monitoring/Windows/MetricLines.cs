using Portal.Statistics.Quality;

namespace Portal.Monitoring.Windows;

/// <summary>What the counts of windows say, as lines: quantiles with the interval of their rank, rates with Wilson's.</summary>
internal static class MetricLines
{
    private const string RatingPrefix = "rating:";
    private const string ScorePrefix = "scores:";
    private const double Millionths = 1e6;

    private static readonly (string Name, double P)[] _quantiles = [("p50", 0.50), ("p95", 0.95), ("p99", 0.99)];

    public static IReadOnlyList<WindowLine> Of(Metric metric, IReadOnlyList<(DateTimeOffset Start, MinuteCounts Counts)> windows) => metric switch
    {
        Metric.Rows => [Total(windows, "predictions", counts => counts.Rows), Total(windows, "calls", counts => counts.Total(Counted.Calls)), Total(windows, "late", counts => counts.Total(Counted.Late))],
        Metric.Latency => [.. Quantiles(windows, "predictions", Counted.LatencyMs), .. Quantiles(windows, "calls", Counted.CallLatencyMs)],
        Metric.Errors => [Rate(windows, "errors", Counted.Errors, Counted.Calls)],
        Metric.Safety => [Rate(windows, "blocked", Counted.Blocked, Counted.Calls), Rate(windows, "flagged", Counted.Flagged, Counted.Calls)],
        Metric.Cost =>
        [
            new("costMicros", [.. windows.Select(window => new WindowPoint(window.Start, window.Counts.Total(Counted.CostMicros), null, null, window.Counts.Histograms.GetValueOrDefault(Counted.CostMicros)?.N ?? 0))]),
            new("perRequest", [.. windows.Select(window => Point(window.Start, window.Counts.Histograms.GetValueOrDefault(Counted.CostMicros)?.MeanEstimate(), window.Counts.Histograms.GetValueOrDefault(Counted.CostMicros)?.N ?? 0))]),
            Rate(windows, "unpriced", Counted.Unpriced, Counted.Calls),
            Rate(windows, "cachedOverInput", Counted.CachedOverInput, Counted.Calls),
        ],
        Metric.Tokens => [.. new[] { Counted.InputTokens, Counted.CacheReadTokens, Counted.CacheWriteTokens, Counted.OutputTokens }.Select(name => Total(windows, name, counts => counts.Total(name)))],
        Metric.Feedback => [.. Named(windows, RatingPrefix).Select(rating => Rate(windows, rating, Counted.Rating(rating), Counted.Feedback))],
        Metric.Scores => [.. Named(windows, ScorePrefix).Select(name => new WindowLine(name, [.. windows.Select(window => Mean(window.Start, window.Counts, name))]))],
        Metric.Skew => [Rate(windows, "differs", Counted.Skewed, Counted.Compared)],
        Metric.Reviews => [Rate(windows, "overridden", Counted.Overridden, Counted.Reviews), .. Quantiles(windows, "seconds", Counted.ReviewSeconds)],
        Metric.Tools => [Total(windows, "calls", counts => counts.Total(Counted.Tools)), Rate(windows, "denied", Counted.ToolsDenied, Counted.Tools), Rate(windows, "unlisted", Counted.ToolsUnlisted, Counted.Tools)],
        Metric.Tasks =>
        [
            Total(windows, "tasks", counts => counts.Total(Counted.Tasks)),
            PerTask(windows, "stepsPerTask", Counted.TaskSteps),
            PerTask(windows, "costMicrosPerTask", Counted.TaskCostMicros),
        ],
        _ => throw new ArgumentOutOfRangeException(nameof(metric), metric, null),
    };

    private static WindowLine Total(IReadOnlyList<(DateTimeOffset Start, MinuteCounts Counts)> windows, string name, Func<MinuteCounts, long> total) =>
        new(name, [.. windows.Select(window => new WindowPoint(window.Start, total(window.Counts), null, null, total(window.Counts)))]);

    private static WindowLine Rate(IReadOnlyList<(DateTimeOffset Start, MinuteCounts Counts)> windows, string name, string hits, string all) =>
        new(name, [.. windows.Select(window => Point(window.Start, Estimate.Proportion(window.Counts.Total(hits), window.Counts.Total(all)), window.Counts.Total(all)))]);

    private static WindowLine PerTask(IReadOnlyList<(DateTimeOffset Start, MinuteCounts Counts)> windows, string name, string what) => new(name, [.. windows.Select(window =>
        window.Counts.Total(Counted.Tasks) is > 0 and var tasks
            ? new WindowPoint(window.Start, (double)window.Counts.Total(what) / tasks, null, null, tasks)
            : new WindowPoint(window.Start, null, null, null, 0))]);

    private static IEnumerable<WindowLine> Quantiles(IReadOnlyList<(DateTimeOffset Start, MinuteCounts Counts)> windows, string of, string histogram) =>
        windows.Any(window => window.Counts.Histograms.ContainsKey(histogram))
            ? _quantiles.Select(quantile => new WindowLine($"{of}.{quantile.Name}", [.. windows.Select(window => Quantile(window, histogram, quantile.P))]))
            : [];

    private static WindowPoint Quantile((DateTimeOffset Start, MinuteCounts Counts) window, string name, double p)
    {
        var histogram = window.Counts.Histograms.GetValueOrDefault(name);
        var interval = histogram?.QuantileInterval(p);
        return new WindowPoint(window.Start, histogram?.Quantile(p), interval?.Low, interval?.High, histogram?.N ?? 0);
    }

    private static WindowPoint Point(DateTimeOffset start, Estimate? estimate, long n) => new(start, estimate?.Value, estimate?.Low, estimate?.High, n);

    /// <summary>The scale of a score is its sender's: no interval is made of what is not known.</summary>
    private static WindowPoint Mean(DateTimeOffset start, MinuteCounts counts, string name) =>
        counts.Total(Counted.ScoreCount(name)) is > 0 and var n ? new(start, counts.Total(Counted.Score(name)) / Millionths / n, null, null, n) : new(start, null, null, null, 0);

    private static IEnumerable<string> Named(IReadOnlyList<(DateTimeOffset Start, MinuteCounts Counts)> windows, string prefix) =>
        windows.SelectMany(window => window.Counts.Totals.Keys).Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal).Select(name => name[prefix.Length..]);
}
