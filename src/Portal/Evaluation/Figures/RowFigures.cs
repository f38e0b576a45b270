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
    public IReadOnlyList<Figure> Of(IReadOnlyList<MeasuredRow> rows, CancellationToken ct)
    {
        var all = new SlicedRows(rows);
        var labelled = rows.All(row => row.Label is not null) ? all : new SlicedRows([.. rows.Where(row => row.Label is not null)]);
        return
        [
            .. (labelled.Rows.Count > 0 ? OfLabels(labelled, ct) : []).Concat(OfOutputs(all, ct)).Concat(Robustness(rows)).OfType<Figure>()
                .OrderBy(figure => figure.Slice.Kind).ThenBy(figure => figure.Slice.Name, StringComparer.Ordinal).ThenBy(figure => figure.Slice.Value, StringComparer.Ordinal),
        ];
    }

    private IEnumerable<Figure?> OfLabels(SlicedRows rows, CancellationToken ct) => task switch
    {
        EvaluationTask.Classification => Share(Metric.Accuracy, rows, _ => true, row => row.IsRight, ct).Concat(positive is null ? [] : OfPositives(rows, positive, ct)),
        EvaluationTask.Regression => OfNumbers(rows),
        EvaluationTask.Text => OfTexts(rows),
        _ => throw new ArgumentOutOfRangeException(nameof(rows), task, null),
    };

    /// <summary>Of the rows that count, the share that is so.</summary>
    private static IEnumerable<Figure?> Share(Metric metric, SlicedRows rows, Func<MeasuredRow, bool> counts, Func<MeasuredRow, bool> isSo, CancellationToken ct) =>
        rows.Evaluate(rows.Column(counts), rows.Column(isSo), [], ct).Select(slice => Made(metric, slice.Slice, slice.Figures.Counts.Recall));

    private static IEnumerable<Figure?> OfPositives(SlicedRows rows, string positive, CancellationToken ct)
    {
        var scores = rows.Rows.All(row => row.Score is not null) ? rows.Column(row => row.Score.GetValueOrDefault()) : [];
        var (slices, attributes) = rows.EvaluateGroups(rows.Column(row => row.Label == positive), rows.Column(row => row.Prediction == positive), scores, ct);
        return
        [
            .. from slice in slices
               from figure in new[]
               {
                   Made(Metric.Precision, slice.Slice, slice.Figures.Counts.Precision),
                   Made(Metric.Recall, slice.Slice, slice.Figures.Counts.Recall),
                   Made(Metric.F1, slice.Slice, slice.Figures.Counts.F1),
                   Made(Metric.RocAuc, slice.Slice, slice.Figures.Auc),
                   Made(Metric.LogLoss, slice.Slice, slice.Figures.Calibration?.LogLoss),
                   Made(Metric.CalibrationError, slice.Slice, slice.Figures.Calibration?.ExpectedError),
               }
               select figure,
            .. attributes.SelectMany(attribute => Fairness(new Slice(SliceKind.Attribute, attribute.Name, ""), attribute.Fairness)),
        ];
    }

    private static IEnumerable<Figure?> Fairness(Slice attribute, GroupFairness groups) =>
    [
        Made(Metric.DemographicParity, attribute, groups.DemographicParityDifference),
        Made(Metric.EqualOpportunity, attribute, groups.EqualOpportunityDifference),
        Made(Metric.EqualizedOdds, attribute, groups.EqualizedOddsDifference),
        Made(Metric.DisparateImpact, attribute, DisparateImpact(groups)),
    ];

    // Nobody says which group is the privileged one: the least often chosen is held against the most often chosen.
    private static Estimate? DisparateImpact(GroupFairness groups)
    {
        var rates = groups.Groups.Where(group => group.Value.N > 0).OrderBy(group => group.Value.SelectionRate?.Value).Select(group => group.Key).ToList();
        return rates.Count > 1 ? groups.Between(rates[0], rates[^1])?.DisparateImpactInterval : null;
    }

    private static IEnumerable<Figure?> OfNumbers(SlicedRows rows)
    {
        var (labels, predictions) = (rows.Column(row => Number(row.Label ?? "")), rows.Column(row => Number(row.Prediction)));
        foreach (var (slice, members) in rows.Split())
        {
            var regression = Regression.Of(Of(labels, members), Of(predictions, members));
            yield return Made(Metric.Rmse, slice, regression.Rmse);
            yield return Made(Metric.Mae, slice, regression.Mae);
            yield return Made(Metric.Mape, slice, regression.Mape);
        }
    }

    private static IEnumerable<Figure?> OfTexts(SlicedRows rows)
    {
        foreach (var (slice, members) in rows.Split())
        {
            var texts = TextQuality.Of(members.Select(row => (rows.Rows[row].Prediction, rows.Rows[row].Label ?? "")));
            yield return Made(Metric.Bleu, slice, texts.Bleu);
            yield return Made(Metric.RougeL, slice, texts.RougeL);
        }
    }

    /// <summary>What needs no label: how an answer looks, how long it took, what it cost. A case that must pass is not one without its label.</summary>
    private IEnumerable<Figure?> OfOutputs(SlicedRows rows, CancellationToken ct) =>
    [
        .. format is null ? [] : rows.Split().Select(slice => Made(Metric.FormatCompliance, slice.Slice, FormatCompliance.Of(slice.Rows.Select(row => rows.Rows[row].Prediction), format))),
        .. Share(Metric.MustPass, rows, row => row is { IsMustPass: true, Label: not null }, row => row.IsRight, ct),
        .. Latencies(rows, ct),
        .. Costs(rows),
    ];

    private static IEnumerable<Figure?> Latencies(SlicedRows rows, CancellationToken ct)
    {
        int[] timed = [.. Enumerable.Range(0, rows.Rows.Count).Where(row => rows.Rows[row].LatencyMs is not null)];
        if (timed.Length == 0)
            yield break;

        // Sorted once: the rows of a slice come sorted.
        var latencies = rows.Column(row => row.LatencyMs.GetValueOrDefault());
        Array.Sort(Of(latencies, timed), timed);
        HashSet<Slice> measured = [];
        foreach (var (slice, members) in rows.Split(timed).Where(slice => slice.Rows.Length > 0))
        {
            measured.Add(slice);
            var sorted = Of(latencies, members);
            yield return Made(Metric.LatencyP50, slice, Percentile.Of(sorted, 0.50));
            yield return Made(Metric.LatencyP95, slice, Percentile.Of(sorted, 0.95));
            yield return Made(Metric.LatencyP99, slice, Percentile.Of(sorted, 0.99));
        }

        foreach (var rate in Share(Metric.ErrorRate, rows, _ => true, row => row.IsError, ct).OfType<Figure>().Where(rate => measured.Contains(rate.Slice)))
            yield return rate;
    }

    private static IEnumerable<Figure?> Costs(SlicedRows rows)
    {
        int[] priced = [.. Enumerable.Range(0, rows.Rows.Count).Where(row => rows.Rows[row].CostMicros is not null)];
        if (priced.Length == 0)
            yield break;

        foreach (var (slice, members) in rows.Split(priced))
        {
            if (MeanInterval.Of(Moments.Of(members.Select(row => (double)rows.Rows[row].CostMicros.GetValueOrDefault()))) is { } cost)
                yield return Made(Metric.CostPerRequest, slice, cost with { Low = Math.Max(0, cost.Low) });
        }
    }

    /// <summary>The share of disturbed copies on which the answer stayed what it was.</summary>
    private static IEnumerable<Figure?> Robustness(IReadOnlyList<MeasuredRow> rows)
    {
        var variants = rows.Where(row => row.VariantOf is not null).ToList();
        if (variants.Count == 0)
            return [];

        var answers = rows.ToDictionary(row => row.Id, row => row.Prediction, StringComparer.Ordinal);
        return [Made(Metric.Robustness, Slice.Whole, Estimate.Proportion(variants.Count(row => answers[row.VariantOf ?? ""] == row.Prediction), variants.Count))];
    }

    private static double[] Of(double[] column, int[] rows) => Array.ConvertAll(rows, row => column[row]);

    private static Figure? Made(Metric metric, Slice slice, Estimate? estimate) => estimate is null ? null : new Figure(metric, slice, estimate);

    internal static double Number(string text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
}
