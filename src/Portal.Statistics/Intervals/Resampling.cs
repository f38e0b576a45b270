using Portal.Statistics.Quality;
using Portal.Statistics.Sketches;

namespace Portal.Statistics.Intervals;

/// <summary>
/// Interval at 95 % of a figure that no formula fits. Under 20,000 rows the bootstrap (Efron, Bootstrap methods: another look
/// at the jackknife, Annals of Statistics 7, 1979): θ ± z·s of the figure over 1,000 samples of n rows drawn with replacement.
/// From there on batch means (Schmeiser, Batch size effects in the analysis of simulation output, Operations Research 30,
/// 1982): θ ± t·s/√30 of the figure over 30 batches, which each row enters once. The seed is fixed: the same rows give the
/// same interval.
/// </summary>
/// <remarks>Around the figure itself, not between percentiles of the samples, since these need not hold a figure that more noise makes larger.</remarks>
internal static class Resampling
{
    /// <summary>How the interval of few rows is named beside a figure.</summary>
    public const string Bootstrap = "bootstrap, 1,000 samples, 95 %";

    /// <summary>How the interval of many rows is named beside a figure.</summary>
    public const string BatchMeans = "batch means, 30 batches, 95 %";

    private const int BatchesFrom = 20_000;
    private const int Samples = 1_000;
    private const int Batches = 30;
    private const int Seed = 20_000;

    /// <summary>The figure of all rows, between <paramref name="least"/> and <paramref name="most"/>; null where it has none.</summary>
    /// <param name="rows">In an order that depends on their content only, so that the order they came in does not matter.</param>
    /// <param name="figure">Null when the rows that were drawn have none; such a draw is left out.</param>
    /// <param name="least">The least that the figure can be.</param>
    /// <param name="most">The most.</param>
    public static Estimate? Of<T>(T[] rows, Func<ReadOnlyMemory<T>, double?> figure, double least, double most)
    {
        if (figure(rows) is not { } value) return null;

        var isMany = rows.Length >= BatchesFrom;
        var half = isMany ? OfBatches(rows, figure) : OfSamples(rows, figure);
        return new Estimate(value, Math.Max(least, value - half), Math.Min(most, value + half), rows.Length, isMany ? BatchMeans : Bootstrap);
    }

    private static double OfSamples<T>(T[] rows, Func<ReadOnlyMemory<T>, double?> figure)
    {
        var random = new Random(Seed);
        var drawn = new T[rows.Length];
        var figures = Moments.None;
        for (var sample = 0; sample < Samples; sample++)
        {
            for (var i = 0; i < drawn.Length; i++) drawn[i] = rows[random.Next(rows.Length)];
            if (figure(drawn) is { } found) figures = figures.With(found);
        }

        return StandardNormal.Z95 * (figures.StandardDeviation ?? 0);
    }

    private static double OfBatches<T>(T[] rows, Func<ReadOnlyMemory<T>, double?> figure)
    {
        T[] shuffled = [.. rows];
        new Random(Seed).Shuffle(shuffled);

        var figures = Moments.None;
        for (var batch = 0; batch < Batches; batch++)
        {
            var from = (int)((long)rows.Length * batch / Batches);
            var to = (int)((long)rows.Length * (batch + 1) / Batches);
            if (figure(shuffled.AsMemory(from..to)) is { } found) figures = figures.With(found);
        }

        return figures.StandardDeviation is { } deviation ? StandardNormal.Student95(figures.N - 1) * deviation / Math.Sqrt(figures.N) : 0;
    }
}
