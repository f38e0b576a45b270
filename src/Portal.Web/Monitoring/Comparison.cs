using Portal.Monitoring;
using Portal.Monitoring.Views;
using Portal.Statistics.Drift;
using Portal.Web.Monitoring.Charts;
using Portal.Web.Ui;

namespace Portal.Web.Monitoring;

/// <summary>One figure of both sides, each with its interval and what it rests on.</summary>
internal sealed record ComparedFigure(string Name, string Mine, string Theirs);

/// <param name="Feature">Its name.</param>
/// <param name="Mine">Against its baseline.</param>
/// <param name="Theirs">Against theirs.</param>
/// <param name="Between">Between the two; null where they are not counted in the same bins.</param>
internal sealed record ComparedFeature(string Feature, double? Mine, double? Theirs, double? Between);

/// <summary>Two views side by side: of two versions, or of one in two stretches of time.</summary>
internal static class Comparison
{
    private const double Percent = 100;
    private const double Millionths = 1e6;
    private const string None = "–";

    public static IReadOnlyList<ComparedFigure> Figures(SystemView mine, SystemView theirs) =>
    [
        Of("Predictions", mine, theirs, Metric.Rows, "predictions", 1, 0, ""),
        Of("Calls", mine, theirs, Metric.Rows, "calls", 1, 0, ""),
        Of("Latency of predictions, p95", mine, theirs, Metric.Latency, "predictions.p95", 1, 0, "ms"),
        Of("Latency of calls, p95", mine, theirs, Metric.Latency, "calls.p95", 1, 0, "ms"),
        Of("Errors", mine, theirs, Metric.Errors, "errors", Percent, 2, "%"),
        Of("Blocked", mine, theirs, Metric.Safety, "blocked", Percent, 2, "%"),
        Of("Flagged", mine, theirs, Metric.Safety, "flagged", Percent, 2, "%"),
        Of("Cost of a request", mine, theirs, Metric.Cost, "perRequest", 1 / Millionths, 4, ""),
        Of("Overridden", mine, theirs, Metric.Reviews, "overridden", Percent, 1, "%"),
    ];

    public static IReadOnlyList<ComparedFeature> Features(SystemView mine, SystemView theirs)
    {
        var isSame = mine.Version.Id == theirs.Version.Id;
        var others = (theirs.Whole?.Features ?? []).ToDictionary(feature => feature.Name, StringComparer.Ordinal);
        return
        [
            .. (mine.Whole?.Features ?? []).Where(feature => others.ContainsKey(feature.Name))
                .Select(feature => (feature, other: others[feature.Name]))
                .Select(pair => new ComparedFeature(
                    pair.feature.Name, Enough(pair.feature), Enough(pair.other),
                    isSame && Enough(pair.feature) is not null && Enough(pair.other) is not null ? Between(pair.other, pair.feature) : null))
                .OrderByDescending(feature => feature.Between ?? feature.Mine),
        ];
    }

    private static double? Between(FeatureHour before, FeatureHour now) =>
        PopulationStability.Of(before.Current.AsSpan(), now.Current.AsSpan()) is { } psi ? Math.Max(0, psi.BiasCorrected) : null;

    private static double? Enough(FeatureHour feature) => feature.Point.N < DriftLevels.FewestRows ? null : feature.Point.Value;

    private static ComparedFigure Of(string name, SystemView mine, SystemView theirs, Metric metric, string line, double scale, int decimals, string unit) =>
        new(name, Words(mine, metric, line, scale, decimals, unit), Words(theirs, metric, line, scale, decimals, unit));

    private static string Words(SystemView view, Metric metric, string line, double scale, int decimals, string unit)
    {
        if (view.Total(metric).FirstOrDefault(one => one.Name == line)?.Points is not [{ Value: { } value, N: > 0 } point])
            return None;

        var n = metric == Metric.Rows ? "" : $", n = {point.N:N0}";
        return Lines.Words(new ChartPoint(point.Time, value * scale, point.Low * scale, point.High * scale), decimals, unit) + n;
    }
}
