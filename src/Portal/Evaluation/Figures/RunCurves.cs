using Portal.Statistics.Quality;

namespace Portal.Evaluation.Figures;

/// <summary>What a reader wants to see of a run beside its figures, small enough to be kept with it.</summary>
public sealed record RunCurves(IReadOnlyList<RocPoint> Roc, IReadOnlyList<ScoreBand> Bands, IReadOnlyList<ConfusionCell> Matrix)
{
    private const int MostPoints = 101;
    private const int MostClasses = 12;

    public static RunCurves None { get; } = new([], [], []);

    internal static RunCurves Of(IReadOnlyList<MeasuredRow> rows, EvaluationTask task, string? positive) =>
        task != EvaluationTask.Classification || rows.Any(row => row.Label is null)
            ? None
            : positive is not null && rows.All(row => row.Score is not null) ? WithScores(rows, positive) : None with { Matrix = Cells(rows) };

    private static RunCurves WithScores(IReadOnlyList<MeasuredRow> rows, string positive)
    {
        double[] scores = [.. rows.Select(row => row.Score.GetValueOrDefault())];
        bool[] labels = [.. rows.Select(row => row.Label == positive)];
        return new RunCurves(
            RocCurve.Of(scores, labels, MostPoints),
            scores.All(score => score is >= 0 and <= 1) ? Calibration.Of(scores, labels).Bands : [],
            Cells(rows));
    }

    /// <summary>Classes that are not among the most frequent are one: "others".</summary>
    private static IReadOnlyList<ConfusionCell> Cells(IReadOnlyList<MeasuredRow> rows)
    {
        var frequent = rows.CountBy(row => row.Label ?? "").OrderByDescending(label => label.Value).ThenBy(label => label.Key, StringComparer.Ordinal)
            .Take(MostClasses).Select(label => label.Key).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. from cell in rows.CountBy(row => (Label: Class(row.Label ?? ""), Prediction: Class(row.Prediction)))
               orderby cell.Key.Label, cell.Key.Prediction
               select new ConfusionCell(cell.Key.Label, cell.Key.Prediction, cell.Value),
        ];

        string Class(string name) => frequent.Contains(name) ? name : ConfusionCell.Others;
    }
}

/// <summary>How often rows of one label were predicted as this.</summary>
public sealed record ConfusionCell(string Label, string Prediction, long Rows)
{
    public const string Others = "others";
}
