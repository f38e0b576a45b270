using System.Globalization;
using Portal.Policies;
using Portal.Statistics.Fairness;
using Portal.Statistics.Intervals;
using Portal.Statistics.Quality;
using Portal.Statistics.Sketches;
using Portal.Statistics.Text;

namespace Portal.Evaluation.Figures;

/// <summary>Every figure that rows give: over all of them, per segment, per protected group, and between the groups of an attribute.</summary>
internal sealed class RowFigures(EvaluationTask task, string? positive, OutputFormat? format)
{
    /// <summary>Too little to say anything of: such a segment or group is still counted in the whole.</summary>
    private const int LeastOfSlice = 2;

    public IReadOnlyList<Figure> Of(IReadOnlyList<MeasuredRow> rows) =>
    [
        .. Slices(rows).SelectMany(slice => OfSlice(slice.Rows).Select(figure => new Figure(figure.Metric, slice.Slice, figure.Estimate))),
        .. Robustness(rows) is { } robust ? [new Figure(Metric.Robustness, Slice.Whole, robust)] : Array.Empty<Figure>(),
        .. positive is null || task != EvaluationTask.Classification ? [] : Attributes(rows).SelectMany(attribute => Fairness(attribute, rows)),
    ];

    private static IEnumerable<(Slice Slice, IReadOnlyList<MeasuredRow> Rows)> Slices(IReadOnlyList<MeasuredRow> rows) =>
    [
        (Slice.Whole, rows),
        .. Split(rows, SliceKind.Segment, row => row.Segments),
        .. Split(rows, SliceKind.Group, row => row.Groups),
    ];

    private static IEnumerable<(Slice, IReadOnlyList<MeasuredRow>)> Split(IReadOnlyList<MeasuredRow> rows, SliceKind kind, Func<MeasuredRow, IReadOnlyDictionary<string, string>> values) =>
        from row in rows
        from value in values(row)
        group row by value into slice
        where slice.Count() >= LeastOfSlice
        orderby slice.Key.Key, slice.Key.Value
        select (new Slice(kind, slice.Key.Key, slice.Key.Value), (IReadOnlyList<MeasuredRow>)[.. slice]);

    private IEnumerable<(Metric Metric, Estimate Estimate)> OfSlice(IReadOnlyList<MeasuredRow> rows) =>
        (rows.Any(row => row.Label is not null) ? OfLabels(rows) : []).Concat(OfOutputs(rows))
            .Where(figure => figure.Estimate is not null).Select(figure => (figure.Metric, figure.Estimate!));

    private IEnumerable<(Metric Metric, Estimate? Estimate)> OfLabels(IReadOnlyList<MeasuredRow> rows) => task switch
    {
        EvaluationTask.Classification => OfClasses(rows),
        EvaluationTask.Regression => OfNumbers(rows),
        EvaluationTask.Text => OfTexts(rows),
        _ => throw new ArgumentOutOfRangeException(nameof(rows), task, null),
    };

    private IEnumerable<(Metric, Estimate?)> OfClasses(IReadOnlyList<MeasuredRow> rows)
    {
        var classes = Classification.Of(rows.Select(row => (row.Prediction, row.Label ?? "")));
        yield return (Metric.Accuracy, classes.Accuracy);
        if (positive is null)
            yield break;

        var counts = classes.For(positive);
        yield return (Metric.Precision, counts.Precision);
        yield return (Metric.Recall, counts.Recall);
        yield return (Metric.F1, counts.F1);
        if (!rows.All(row => row.Score is not null))
            yield break;

        var (scores, labels) = Scores(rows);
        yield return (Metric.RocAuc, RocAuc.Of(scores, labels));
        if (!scores.All(score => score is >= 0 and <= 1))
            yield break;

        var calibration = Calibration.Of(scores, labels);
        yield return (Metric.LogLoss, calibration.LogLoss);
        yield return (Metric.CalibrationError, calibration.ExpectedError);
    }

    private (double[] Scores, bool[] Labels) Scores(IReadOnlyList<MeasuredRow> rows) =>
        ([.. rows.Select(row => row.Score.GetValueOrDefault())], [.. rows.Select(row => row.Label == positive)]);

    private static IEnumerable<(Metric, Estimate?)> OfNumbers(IReadOnlyList<MeasuredRow> rows)
    {
        var regression = Regression.Of([.. rows.Select(row => Number(row.Label ?? ""))], [.. rows.Select(row => Number(row.Prediction))]);
        return [(Metric.Rmse, regression.Rmse), (Metric.Mae, regression.Mae), (Metric.Mape, regression.Mape)];
    }

    private static IEnumerable<(Metric, Estimate?)> OfTexts(IReadOnlyList<MeasuredRow> rows)
    {
        var texts = TextQuality.Of(rows.Select(row => (row.Prediction, row.Label ?? "")));
        return [(Metric.Bleu, texts.Bleu), (Metric.RougeL, texts.RougeL)];
    }

    /// <summary>What needs no label: how an answer looks, how long it took, what it cost.</summary>
    private IEnumerable<(Metric Metric, Estimate? Estimate)> OfOutputs(IReadOnlyList<MeasuredRow> rows)
    {
        if (format is not null)
            yield return (Metric.FormatCompliance, FormatCompliance.Of(rows.Select(row => row.Prediction), format));
        if (rows.Any(row => row is { IsMustPass: true, Label: not null }))
            yield return (Metric.MustPass, Estimate.Proportion(rows.Count(row => row is { IsMustPass: true, IsRight: true }), rows.Count(row => row is { IsMustPass: true, Label: not null })));

        double[] latencies = [.. rows.Select(row => row.LatencyMs).OfType<double>().Order()];
        if (latencies.Length > 0)
        {
            yield return (Metric.LatencyP50, Percentile.Of(latencies, 0.50));
            yield return (Metric.LatencyP95, Percentile.Of(latencies, 0.95));
            yield return (Metric.LatencyP99, Percentile.Of(latencies, 0.99));
            yield return (Metric.ErrorRate, Estimate.Proportion(rows.Count(row => row.IsError), rows.Count));
        }

        if (MeanInterval.Of(Moments.Of(rows.Select(row => (double?)row.CostMicros).OfType<double>())) is { } cost)
            yield return (Metric.CostPerRequest, cost with { Low = Math.Max(0, cost.Low) });
    }

    /// <summary>The share of disturbed copies on which the answer stayed what it was.</summary>
    private static Estimate? Robustness(IReadOnlyList<MeasuredRow> rows)
    {
        var variants = rows.Where(row => row.VariantOf is not null).ToList();
        if (variants.Count == 0)
            return null;

        var answers = rows.ToDictionary(row => row.Id, row => row.Prediction, StringComparer.Ordinal);
        return Estimate.Proportion(variants.Count(row => answers[row.VariantOf ?? ""] == row.Prediction), variants.Count);
    }

    private static IEnumerable<string> Attributes(IReadOnlyList<MeasuredRow> rows) => rows.SelectMany(row => row.Groups.Keys).Distinct().Order(StringComparer.Ordinal);

    private IEnumerable<Figure> Fairness(string attribute, IReadOnlyList<MeasuredRow> rows)
    {
        var known = rows.Where(row => row.Label is not null && row.Groups.ContainsKey(attribute));
        var groups = GroupFairness.Of(known.Select(row => (row.Label == positive, row.Prediction == positive, row.Groups[attribute])));
        (Metric Metric, Estimate? Estimate)[] figures =
        [
            (Metric.DemographicParity, groups.DemographicParityDifference),
            (Metric.EqualOpportunity, groups.EqualOpportunityDifference),
            (Metric.EqualizedOdds, groups.EqualizedOddsDifference),
            (Metric.DisparateImpact, DisparateImpact(groups)),
        ];
        return figures.Where(figure => figure.Estimate is not null).Select(figure => new Figure(figure.Metric, new Slice(SliceKind.Attribute, attribute, ""), figure.Estimate!));
    }

    // Nobody says which group is the privileged one: the least often chosen is held against the most often chosen.
    private static Estimate? DisparateImpact(GroupFairness groups)
    {
        var rates = groups.Groups.Where(group => group.Value.N > 0).OrderBy(group => group.Value.SelectionRate?.Value).Select(group => group.Key).ToList();
        return rates.Count > 1 ? groups.Between(rates[0], rates[^1])?.DisparateImpactInterval : null;
    }

    internal static double Number(string text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
}
