using Portal.Shared;
using Portal.Statistics.Fairness;
using Portal.Statistics.Quality;
using Portal.Statistics.Text;

namespace Portal.Web.Api.Computing;

/// <summary>Decides by what rows hold which figures apply to them, and computes these.</summary>
internal static class Judgement
{
    // BLEU counts runs of four words.
    private const int WordsOfAText = 4;
    private const double LargestError = 1e75;

    public static Result<EvaluateAnswer> Of(PostedRows rows, CancellationToken ct)
    {
        if (rows.Numbers is { } numbers)
            return AreClasses(rows, numbers) ? OfClasses(rows, PostedClasses.Of(numbers.Y, numbers.Prediction, rows.Positive), ct) : OfNumbers(rows, numbers);
        if (rows.Words is { } words)
            return AreTexts(rows, words) ? OfTexts(rows, words) : OfClasses(rows, PostedClasses.Of(words.Y, words.Prediction, rows.Positive), ct);

        return Whole(rows, new(), null);
    }

    private static bool AreClasses(PostedRows rows, (double[] Y, double[] Prediction) numbers) =>
        rows.Kind is { } said ? said == RowKind.Classification : PostedClasses.AreClasses(numbers.Y, numbers.Prediction);

    private static bool AreTexts(PostedRows rows, (string[] Y, string[] Prediction) words) =>
        rows.Kind is { } said ? said == RowKind.Text : words.Y.Any(text => PostedTexts.TokensIn(text) >= WordsOfAText);

    private static Result<EvaluateAnswer> OfNumbers(PostedRows rows, (double[] Y, double[] Prediction) numbers)
    {
        for (var i = 0; i < rows.N; i++)
        {
            if (!(Math.Abs(numbers.Prediction[i] - numbers.Y[i]) <= LargestError))
                return PostedLists.Fault("prediction", i, $"It is off by more than {LargestError:R}, too much to be squared.");
        }

        var regression = Regression.Of(numbers.Y, numbers.Prediction);
        return Whole(rows, new() { Rmse = regression.Rmse, Mae = regression.Mae, Mape = regression.Mape }, null);
    }

    private static Result<EvaluateAnswer> OfTexts(PostedRows rows, (string[] Y, string[] Prediction) words)
    {
        if (rows.N > PostedTexts.MostPairs)
            return new Invalid("y", $"It holds more than {PostedTexts.MostPairs:N0} texts. Say \"kind\": \"classification\" when these are classes.");
        (string Candidate, string Reference)[] pairs = [.. words.Prediction.Zip(words.Y)];
        if (PostedTexts.TooLong("prediction", pairs) is { } tooLong)
            return tooLong;

        var same = pairs.LongCount(pair => string.Equals(pair.Candidate, pair.Reference, StringComparison.Ordinal));
        var quality = TextQuality.Of(pairs);
        return Whole(rows, new() { Accuracy = Estimate.Proportion(same, rows.N), Bleu = quality.Bleu, RougeL = quality.RougeL }, null);
    }

    private static Result<EvaluateAnswer> OfClasses(PostedRows rows, Result<PostedClasses> read, CancellationToken ct)
    {
        if (!read.Succeeded(out var classes, out var refusal))
            return refusal;

        ct.ThrowIfCancellationRequested();
        var correct = classes.Labels.Zip(classes.Predictions).LongCount(row => row.First == row.Second);
        var figures = new FigureAnswer { Accuracy = Estimate.Proportion(correct, rows.N) };
        if (classes.Positive is not { } positive)
        {
            var macro = MacroAverages.Of(classes.Labels, classes.Predictions, classes.Classes.Count);
            return Whole(rows, figures with { Precision = macro.Precision, Recall = macro.Recall, F1 = macro.F1 }, null);
        }

        bool[] labels = [.. classes.Labels.Select(label => label == positive)];
        bool[] predictions = [.. classes.Predictions.Select(prediction => prediction == positive)];
        figures = WithScores(WithCounts(figures, labels, predictions), rows.Score, labels);
        ct.ThrowIfCancellationRequested();
        return FairnessOf(rows, labels, predictions).Succeeded(out var fairness, out refusal) ? Whole(rows, figures, fairness) : refusal;
    }

    private static FigureAnswer WithCounts(FigureAnswer figures, bool[] labels, bool[] predictions)
    {
        var counts = new ClassCounts();
        for (var i = 0; i < labels.Length; i++)
            counts = counts.With(predictions[i], labels[i]);
        return figures with { Precision = counts.Precision, Recall = counts.Recall, F1 = counts.F1 };
    }

    /// <summary>A score of any range has an order; only one between 0 and 1 is a probability that can be taken at its word.</summary>
    private static FigureAnswer WithScores(FigureAnswer figures, double[]? scores, bool[] labels)
    {
        if (scores is null)
            return figures;

        figures = figures with { Auc = RocAuc.Of(scores, labels) };
        if (scores.Any(score => score is < 0 or > 1))
            return figures;

        var calibration = Calibration.Of(scores, labels);
        return figures with { LogLoss = calibration.LogLoss, Ece = calibration.ExpectedError };
    }

    /// <summary>Unless the post names the two, the largest group is held to be privileged, and of the others the one that is selected least often unprivileged.</summary>
    private static Result<FairnessAnswer?> FairnessOf(PostedRows rows, bool[] labels, bool[] predictions)
    {
        if (rows.Group is not { } group)
            return (FairnessAnswer?)null;

        var fairness = GroupFairness.Of(group.Select((name, i) => (labels[i], predictions[i], name)));
        if (fairness.Groups.Count > PostedClasses.MostClasses)
            return new Invalid("group", $"It has more than {PostedClasses.MostClasses:N0} groups.");
        if (rows.Privileged is { } above && !fairness.Groups.ContainsKey(above))
            return new Invalid("privileged", "No row is of this group.");
        if (rows.Unprivileged is { } below && (below == rows.Privileged || !fairness.Groups.ContainsKey(below)))
            return new Invalid("unprivileged", "No row is of this group, or it is the privileged one.");

        var privileged = rows.Privileged ?? fairness.Groups.Where(one => one.Key != rows.Unprivileged).OrderByDescending(one => one.Value.N).Select(one => one.Key).FirstOrDefault();
        var unprivileged = rows.Unprivileged ?? fairness.Groups.Where(one => one.Key != privileged).OrderBy(one => one.Value.SelectionRate?.Value).Select(one => one.Key).FirstOrDefault();
        return FairnessAnswer.Of(fairness, unprivileged, privileged);
    }

    private static EvaluateAnswer Whole(PostedRows rows, FigureAnswer figures, FairnessAnswer? fairness)
    {
        if (rows.Texts is not { } pairs)
            return new(rows.N, figures, fairness);

        var quality = TextQuality.Of(pairs);
        return new(rows.N, figures with { Bleu = quality.Bleu, RougeL = quality.RougeL }, fairness);
    }
}
