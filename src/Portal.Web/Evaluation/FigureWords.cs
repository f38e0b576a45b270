using System.Globalization;
using Portal.Evaluation;
using Portal.Evaluation.Figures;
using Portal.Policies;

namespace Portal.Web.Evaluation;

/// <summary>How figures of runs read.</summary>
internal static class FigureWords
{
    private static readonly Metric[] First =
        [Metric.Accuracy, Metric.Recall, Metric.RocAuc, Metric.Mae, Metric.Rmse, Metric.RougeL, Metric.Bleu, Metric.Factuality, Metric.Safety, Metric.HallucinationRate, Metric.LatencyP95, Metric.ErrorRate, Metric.Robustness];

    public static string Of(EvaluationKind kind) => kind switch
    {
        EvaluationKind.HoldOut => "Hold-out",
        EvaluationKind.EdgeCases => "Edge cases",
        EvaluationKind.Robustness => "Robustness",
        EvaluationKind.Load => "Load",
        EvaluationKind.Reported => "Reported",
        EvaluationKind.Judge => "Judge",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    public static string Of(EvaluationTask task) => task switch
    {
        EvaluationTask.Classification => "Classes",
        EvaluationTask.Regression => "Numbers",
        EvaluationTask.Text => "Texts",
        _ => throw new ArgumentOutOfRangeException(nameof(task), task, null),
    };

    /// <summary>What a row of a list has room for.</summary>
    public static IReadOnlyList<Figure> Headline(RunLine run, int most) =>
        [.. First.Select(metric => run.Whole.FirstOrDefault(figure => figure.Metric == metric)).OfType<Figure>().Concat(run.Whole).Distinct().Take(most)];

    public static string Value(Figure figure) => GateWords.Figure(figure.Metric, figure.Estimate.Value);

    public static string Interval(Figure figure) => GateWords.Interval(figure.Metric, figure.Estimate);

    public static string Signed(Metric metric, double value) => metric.Unit() is MetricUnit.Milliseconds or MetricUnit.MicroUnits
        ? GateWords.Figure(metric, value)
        : value.ToString("+0.000;−0.000;0", CultureInfo.InvariantCulture);

    /// <summary>Whether the difference is one that chance does not explain, and which way.</summary>
    public static string Verdict(Against against) => (against.Metric.IsBetterLow(), against.Difference) switch
    {
        (_, { Low: <= 0, High: >= 0 }) => "no difference shown",
        (false, { Low: > 0 }) or (true, { High: < 0 }) => "better",
        _ => "worse",
    };
}
