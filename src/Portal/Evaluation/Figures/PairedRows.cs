using Portal.Policies;
using Portal.Statistics.Intervals;
using Portal.Statistics.Quality;
using Portal.Statistics.Sketches;
using Portal.Statistics.Text;

namespace Portal.Evaluation.Figures;

/// <summary>A version and the one that runs on the same rows: what they share of chance falls away, so that small gains show.</summary>
internal sealed class PairedRows(EvaluationTask task, string? positive)
{
    /// <summary>Null where the two were not asked the same rows.</summary>
    public IReadOnlyList<Against>? Of(IReadOnlyList<MeasuredRow> mine, IReadOnlyDictionary<string, MeasuredRow> incumbents)
    {
        if (mine.Count != incumbents.Count || mine.Any(row => row.Label is null || !incumbents.ContainsKey(row.Id)))
            return null;

        // The label of now, of both: whoever calls has made sure that it is that of then.
        List<(MeasuredRow Old, MeasuredRow New)> pairs = [.. mine.Select(row => (incumbents[row.Id] with { Label = row.Label }, row))];
        return task switch
        {
            EvaluationTask.Classification => Classes(pairs),
            EvaluationTask.Regression => Means(pairs, Metric.Mae, row => Math.Abs(RowFigures.Number(row.Prediction) - RowFigures.Number(row.Label ?? ""))),
            EvaluationTask.Text => Means(pairs, Metric.RougeL, row => RougeL.Of(row.Prediction, row.Label ?? "").F1),
            _ => throw new ArgumentOutOfRangeException(nameof(mine), task, null),
        };
    }

    private IReadOnlyList<Against> Classes(List<(MeasuredRow Old, MeasuredRow New)> pairs)
    {
        var of = pairs.Where(pair => pair.New.Label == positive).ToList();
        return
        [
            .. Gain(Metric.Accuracy, pairs),
            .. positive is null ? [] : Gain(Metric.Recall, of),
            .. positive is not null && pairs.TrueForAll(pair => pair is { Old.Score: not null, New.Score: not null }) ? Areas(pairs) : [],
        ];
    }

    private static IEnumerable<Against> Gain(Metric metric, List<(MeasuredRow Old, MeasuredRow New)> pairs) =>
        Classification.AccuracyGain(pairs.Select(pair => (pair.Old.Prediction, pair.New.Prediction, pair.New.Label ?? ""))) is { } gain
            ? [new Against(metric, (double)pairs.Count(pair => pair.Old.Prediction == pair.New.Label) / pairs.Count, gain)]
            : [];

    private IEnumerable<Against> Areas(List<(MeasuredRow Old, MeasuredRow New)> pairs)
    {
        double[] old = [.. pairs.Select(pair => pair.Old.Score.GetValueOrDefault())];
        double[] now = [.. pairs.Select(pair => pair.New.Score.GetValueOrDefault())];
        bool[] labels = [.. pairs.Select(pair => pair.New.Label == positive)];
        return RocAuc.Of(old, labels) is { } area && RocAuc.Gain(old, now, labels) is { } gain ? [new Against(Metric.RocAuc, area.Value, gain)] : [];
    }

    private static IReadOnlyList<Against> Means(List<(MeasuredRow Old, MeasuredRow New)> pairs, Metric metric, Func<MeasuredRow, double> figure)
    {
        var old = pairs.Select(pair => figure(pair.Old)).ToArray();
        var now = pairs.Select(pair => figure(pair.New)).ToArray();
        return MeanInterval.Of(Moments.Of(now.Zip(old, (mine, theirs) => mine - theirs))) is { } difference
            ? [new Against(metric, old.Average(), difference)]
            : [];
    }
}
