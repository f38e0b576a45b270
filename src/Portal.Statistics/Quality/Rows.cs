namespace Portal.Statistics.Quality;

/// <summary>What rows must be before a figure is made of them. To leave a row out would make the figure one of other rows.</summary>
internal static class Rows
{
    public static void MustPair(ReadOnlySpan<double> values, int labels)
    {
        if (values.Length != labels) throw new ArgumentException($"{values.Length} values do not pair with {labels} labels.", nameof(values));

        for (var i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i])) throw new ArgumentException($"Row {i} holds {values[i]}, which is no finite number.", nameof(values));
        }
    }

    public static void MustBeProbabilities(ReadOnlySpan<double> scores, int labels)
    {
        MustPair(scores, labels);
        for (var i = 0; i < scores.Length; i++)
        {
            if (scores[i] is < 0 or > 1) throw new ArgumentException($"Row {i} holds {scores[i]}, which is no probability.", nameof(scores));
        }
    }
}
