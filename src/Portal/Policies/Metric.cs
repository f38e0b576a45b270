namespace Portal.Policies;

/// <summary>What a figure measures. The order is that of tables.</summary>
public enum Metric
{
    Accuracy = 1,
    Recall,
    Precision,
    F1,
    RocAuc,
    LogLoss,
    CalibrationError,
    Rmse,
    Mae,
    Mape,
    Bleu,
    RougeL,
    FormatCompliance,
    MustPass,
    Robustness,
    DemographicParity,
    EqualOpportunity,
    EqualizedOdds,
    DisparateImpact,
    LatencyP50,
    LatencyP95,
    LatencyP99,
    ErrorRate,
    CostPerRequest,
    Factuality,
    Relevance,
    Safety,
    HallucinationRate,
    ReviewedShare,
    OverriddenShare,
}

/// <summary>What a figure is measured in.</summary>
public enum MetricUnit { Share = 1, Number, Milliseconds, MicroUnits }

public static class Metrics
{
    /// <summary>Errors, differences between groups, times and costs: less is better.</summary>
    public static bool IsBetterLow(this Metric metric) => metric is Metric.LogLoss or Metric.CalibrationError or Metric.Rmse or Metric.Mae or Metric.Mape
        or Metric.DemographicParity or Metric.EqualOpportunity or Metric.EqualizedOdds
        or Metric.LatencyP50 or Metric.LatencyP95 or Metric.LatencyP99 or Metric.ErrorRate or Metric.CostPerRequest or Metric.HallucinationRate;

    /// <summary>A figure of how differently the groups of one protected attribute fare.</summary>
    public static bool IsOfFairness(this Metric metric) => metric is Metric.DemographicParity or Metric.EqualOpportunity or Metric.EqualizedOdds or Metric.DisparateImpact;

    /// <summary>
    /// A figure of predictions held against what is right. The latest run on a hold-out decides on all of these, whether it has the figure
    /// or not: nobody picks the run that looks best.
    /// </summary>
    public static bool IsOfLabels(this Metric metric) => metric <= Metric.MustPass || metric.IsOfFairness();

    public static MetricUnit Unit(this Metric metric) => metric switch
    {
        Metric.LatencyP50 or Metric.LatencyP95 or Metric.LatencyP99 => MetricUnit.Milliseconds,
        Metric.CostPerRequest => MetricUnit.MicroUnits,
        Metric.LogLoss or Metric.Rmse or Metric.Mae or Metric.Mape or Metric.DisparateImpact => MetricUnit.Number,
        _ => MetricUnit.Share,
    };

    /// <summary>How it is called in a sentence.</summary>
    public static string Words(this Metric metric) => metric switch
    {
        Metric.F1 => "F1",
        Metric.RocAuc => "ROC AUC",
        Metric.LogLoss => "Log loss",
        Metric.CalibrationError => "Calibration error",
        Metric.Rmse => "RMSE",
        Metric.Mae => "MAE",
        Metric.Mape => "MAPE",
        Metric.Bleu => "BLEU",
        Metric.RougeL => "ROUGE-L",
        Metric.FormatCompliance => "Format compliance",
        Metric.MustPass => "Must-pass cases",
        Metric.DemographicParity => "Demographic parity difference",
        Metric.EqualOpportunity => "Equal opportunity difference",
        Metric.EqualizedOdds => "Equalized odds difference",
        Metric.DisparateImpact => "Disparate impact ratio",
        Metric.LatencyP50 => "Latency p50",
        Metric.LatencyP95 => "Latency p95",
        Metric.LatencyP99 => "Latency p99",
        Metric.ErrorRate => "Error rate",
        Metric.CostPerRequest => "Cost per request",
        Metric.HallucinationRate => "Hallucination rate",
        Metric.ReviewedShare => "Share reviewed by people",
        Metric.OverriddenShare => "Share overridden by people",
        _ => metric.ToString(),
    };
}
