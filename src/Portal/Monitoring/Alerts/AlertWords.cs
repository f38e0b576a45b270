using System.Globalization;

namespace Portal.Monitoring.Alerts;

/// <summary>What an alert says, in one sentence without its end.</summary>
public static class AlertWords
{
    internal static string Of(Alert alert) => Of(alert.Metric, alert.Feature, alert.Evidence);

    public static string Of(AlertMetric metric, string feature, AlertEvidence evidence) => metric switch
    {
        AlertMetric.UpstreamBreak => $"{evidence.Features.Count} features have moved together",
        AlertMetric.Missing => string.Create(CultureInfo.InvariantCulture, $"{feature} is missing: at least {evidence.Value:0.0 %} more than in the baseline{Beside(evidence)}, n = {evidence.N:N0}"),
        AlertMetric.Quality => string.Create(CultureInfo.InvariantCulture, $"{feature} is {evidence.Value:0.000}, {100 * Math.Abs((evidence.Value - evidence.Level) / evidence.Level ?? 0):0} % worse than the baseline's {evidence.Level:0.000}, n = {evidence.N:N0}"),
        AlertMetric.Concept => string.Create(CultureInfo.InvariantCulture, $"The same scores lead to other labels than at the baseline: {evidence.Value:0.0 %} came out otherwise, n = {evidence.N:N0}"),
        AlertMetric.Skew => string.Create(CultureInfo.InvariantCulture, $"At least {evidence.Value:0.0 %} of the rows that it was tried on are served with other features, n = {evidence.N:N0}"),
        AlertMetric.Errors => string.Create(CultureInfo.InvariantCulture, $"At least {evidence.Value:0.0 %} of calls fail, n = {evidence.N:N0}"),
        AlertMetric.Safety => string.Create(CultureInfo.InvariantCulture, $"At least {evidence.Value:0.0 %} of calls are blocked or flagged, n = {evidence.N:N0}"),
        AlertMetric.Latency => string.Create(CultureInfo.InvariantCulture, $"The 95th percentile of {feature} is at least {evidence.Value:N0} ms, n = {evidence.N:N0}"),
        AlertMetric.Cost => string.Create(CultureInfo.InvariantCulture, $"A request costs at least {evidence.Value:0.######} on average, n = {evidence.N:N0}"),
        AlertMetric.Budget => string.Create(CultureInfo.InvariantCulture, $"{100 * evidence.Value / evidence.Level:0} % of the budget of {feature}: {Amount(evidence.Value)} of {Amount(evidence.Level)}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{feature} has moved: {Figure(metric, evidence.Value)}{Beside(evidence)}, n = {evidence.N:N0}"),
    };

    /// <summary>A figure of drift as sentences have it.</summary>
    public static string Figure(AlertMetric metric, double? value) => metric switch
    {
        AlertMetric.Wasserstein => string.Create(CultureInfo.InvariantCulture, $"Wasserstein {value:0.00} sd"),
        AlertMetric.Missing => string.Create(CultureInfo.InvariantCulture, $"missing +{value:0.0 %}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{ShortNameOf(metric)} {value:0.00}"),
    };

    private static string ShortNameOf(AlertMetric metric) => metric switch
    {
        AlertMetric.JensenShannon => "JS",
        AlertMetric.KolmogorovSmirnov => "KS",
        _ => NameOf(metric),
    };

    /// <summary>What else is over its level.</summary>
    private static string Beside(AlertEvidence evidence) => string.Concat(evidence.Figures.Skip(1).Where(figure => figure.IsOver).Select(figure => $", {Figure(figure.Metric, figure.Value)}"));

    /// <summary>What is less than one is told to the ten-thousandth, as requests cost little.</summary>
    private static string Amount(double? value) => value?.ToString(value < 1 ? "0.####" : "#,0.##", CultureInfo.InvariantCulture) ?? "–";

    public static string NameOf(AlertMetric metric) => metric switch
    {
        AlertMetric.Psi => "PSI",
        AlertMetric.JensenShannon => "Jensen-Shannon distance",
        AlertMetric.KolmogorovSmirnov => "Kolmogorov-Smirnov",
        AlertMetric.Wasserstein => "Wasserstein, in deviations",
        AlertMetric.Missing => "Missing",
        AlertMetric.UpstreamBreak => "Upstream break",
        AlertMetric.Quality => "Quality",
        AlertMetric.Errors => "Failed calls",
        AlertMetric.Safety => "Blocked or flagged calls",
        AlertMetric.Latency => "Latency, 95th percentile",
        AlertMetric.Cost => "Cost of a request",
        AlertMetric.Budget => "Budget",
        AlertMetric.Concept => "What follows from a score",
        AlertMetric.Skew => "Features served otherwise",
        _ => throw new ArgumentOutOfRangeException(nameof(metric), metric, null),
    };
}
