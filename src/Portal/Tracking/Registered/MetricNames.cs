using Portal.Evaluation;
using Portal.Policies;

namespace Portal.Tracking.Registered;

/// <summary>What training libraries call the metrics that have a name here.</summary>
internal static class MetricNames
{
    private static readonly string[] Prefixes = ["eval_", "test_", "val_", "validation_"];

    private static readonly Dictionary<string, Metric> Names = new()
    {
        ["accuracy"] = Metric.Accuracy,
        ["recall"] = Metric.Recall,
        ["precision"] = Metric.Precision,
        ["f1"] = Metric.F1,
        ["auc"] = Metric.RocAuc,
        ["roc_auc"] = Metric.RocAuc,
        ["log_loss"] = Metric.LogLoss,
        ["ece"] = Metric.CalibrationError,
        ["rmse"] = Metric.Rmse,
        ["root_mean_squared_error"] = Metric.Rmse,
        ["mae"] = Metric.Mae,
        ["mean_absolute_error"] = Metric.Mae,
        ["mape"] = Metric.Mape,
        ["mean_absolute_percentage_error"] = Metric.Mape,
        ["bleu"] = Metric.Bleu,
        ["rougel"] = Metric.RougeL,
        ["rouge_l"] = Metric.RougeL,
        ["latency_p50"] = Metric.LatencyP50,
        ["latency_p95"] = Metric.LatencyP95,
        ["latency_p99"] = Metric.LatencyP99,
        ["error_rate"] = Metric.ErrorRate,
        ["hallucination_rate"] = Metric.HallucinationRate,
        ["demographic_parity_difference"] = Metric.DemographicParity,
        ["equal_opportunity_difference"] = Metric.EqualOpportunity,
        ["equalized_odds_difference"] = Metric.EqualizedOdds,
        ["disparate_impact"] = Metric.DisparateImpact,
    };

    /// <summary>Each metric once: a figure measured on data kept apart goes before one that does not say on what. What was measured while training is no evidence.</summary>
    public static IReadOnlyList<(Metric Metric, double Value)> Known(IEnumerable<TrackedMetric> metrics) =>
    [
        .. metrics.Select(metric => (Metric: Of(metric.Key), metric.Value, IsApart: Prefixes.Any(prefix => metric.Key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)), metric.Key))
            .Where(named => named.Metric is { } metric && ReportedRuns.Fits(metric, named.Value))
            .OrderByDescending(named => named.IsApart).ThenBy(named => named.Key, StringComparer.Ordinal)
            .DistinctBy(named => named.Metric).OrderBy(named => named.Metric)
            .Select(named => (named.Metric.GetValueOrDefault(), named.Value)),
    ];

    private static Metric? Of(string key)
    {
        var name = key.ToLowerInvariant();
        name = Prefixes.FirstOrDefault(prefix => name.StartsWith(prefix, StringComparison.Ordinal)) is { } prefix ? name[prefix.Length..] : name;
        name = name.EndsWith("_score", StringComparison.Ordinal) ? name[..^"_score".Length] : name;
        return Names.TryGetValue(name, out var metric) ? metric : null;
    }
}
