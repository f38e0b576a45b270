using Portal.Policies;
using Portal.Statistics.Intervals;
using Portal.Statistics.Quality;
using Portal.Statistics.Sketches;
using Portal.Statistics.Text;

namespace Portal.Evaluation.Figures;

/// <summary>What the version that runs answered to a row.</summary>
internal readonly record struct Answer(string Prediction, double? Score);

/// <summary>A version and the one that runs on the same rows: what they share of chance falls away, so that small gains show.</summary>
internal sealed class PairedRows(EvaluationTask task, string? positive)
{
    /// <summary>Null where the two were not asked the same rows.</summary>
    public IReadOnlyList<Against>? Of(IReadOnlyList<MeasuredRow> mine, IReadOnlyDictionary<string, Answer> incumbents)
    {
        if (mine.Count != incumbents.Count || mine.Any(row => row.Label is null || !incumbents.ContainsKey(row.Id)))
            return null;

        // The label of now, of both: whoever calls has made sure that it is that of then.
        Pair[] pairs = [.. mine.Select(row => new Pair(incumbents[row.Id], new Answer(row.Prediction, row.Score), row.Label ?? ""))];
        return task switch
        {
            EvaluationTask.Classification => Classes(pairs),
            EvaluationTask.Regression => Means(pairs, Metric.Mae, (answer, label) => Math.Abs(RowFigures.Number(answer) - RowFigures.Number(label))),
            EvaluationTask.Text => Means(pairs, Metric.RougeL, (answer, label) => RougeL.Of(answer, label).F1),
            _ => throw new ArgumentOutOfRangeException(nameof(mine), task, null),
        };
    }

    private IReadOnlyList<Against> Classes(Pair[] pairs) =>
    [
        .. Gain(Metric.Accuracy, pairs),
        .. positive is null ? [] : Gain(Metric.Recall, [.. pairs.Where(pair => pair.Label == positive)]),
        .. positive is not null && pairs.All(pair => pair is { Old.Score: not null, New.Score: not null }) ? Areas(pairs) : [],
    ];

    private static IEnumerable<Against> Gain(Metric metric, Pair[] pairs) =>
        Classification.AccuracyGain(pairs.Select(pair => (pair.Old.Prediction, pair.New.Prediction, pair.Label))) is { } gain
            ? [new Against(metric, (double)pairs.Count(pair => pair.Old.Prediction == pair.Label) / pairs.Length, gain)]
            : [];

    private IEnumerable<Against> Areas(Pair[] pairs)
    {
        double[] old = [.. pairs.Select(pair => pair.Old.Score.GetValueOrDefault())];
        double[] now = [.. pairs.Select(pair => pair.New.Score.GetValueOrDefault())];
        bool[] labels = [.. pairs.Select(pair => pair.Label == positive)];
        return RocAuc.Of(old, labels) is { } area && RocAuc.Gain(old, now, labels) is { } gain ? [new Against(Metric.RocAuc, area.Value, gain)] : [];
    }

    private static IReadOnlyList<Against> Means(Pair[] pairs, Metric metric, Func<string, string, double> figure)
    {
        var old = Array.ConvertAll(pairs, pair => figure(pair.Old.Prediction, pair.Label));
        var now = Array.ConvertAll(pairs, pair => figure(pair.New.Prediction, pair.Label));
        return MeanInterval.Of(Moments.Of(now.Zip(old, (mine, theirs) => mine - theirs))) is { } difference
            ? [new Against(metric, old.Average(), difference)]
            : [];
    }

    private readonly record struct Pair(Answer Old, Answer New, string Label);
}
