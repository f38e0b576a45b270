namespace Portal.Statistics.Quality;

/// <summary>
/// What predictions and labels, compared as text to the letter, agree on. Any number of classes; one of them is the
/// positive one.
/// </summary>
/// <param name="N">Pairs of a prediction and its label.</param>
/// <param name="Correct">Pairs that are equal.</param>
/// <param name="Positives">Pairs whose label is the positive class.</param>
/// <param name="TruePositives">Pairs that are both the positive class.</param>
public readonly record struct Confusion(long N, long Correct, long Positives, long TruePositives)
{
    /// <summary>Correct / N.</summary>
    public Estimate? Accuracy => Estimate.Proportion(Correct, N);

    /// <summary>TruePositives / Positives: of those that are positive, the share that was found.</summary>
    public Estimate? Recall => Estimate.Proportion(TruePositives, Positives);

    /// <summary>Counts pairs.</summary>
    public static Confusion Of(IEnumerable<(string Prediction, string Label)> pairs, string positive)
    {
        ArgumentNullException.ThrowIfNull(pairs);

        var (n, correct, positives, truePositives) = (0L, 0L, 0L, 0L);
        foreach (var (prediction, label) in pairs)
        {
            var isCorrect = string.Equals(prediction, label, StringComparison.Ordinal);
            var isPositive = string.Equals(label, positive, StringComparison.Ordinal);
            n++;
            if (isCorrect) correct++;
            if (isPositive) positives++;
            if (isCorrect && isPositive) truePositives++;
        }

        return new Confusion(n, correct, positives, truePositives);
    }
}
