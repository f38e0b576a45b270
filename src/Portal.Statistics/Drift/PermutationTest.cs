namespace Portal.Statistics.Drift;

/// <summary>
/// χ² of counts without its table of chances, for counts too few for it: all rows are dealt anew to two sides of the same sizes,
/// and p is the share of 2,000 deals, the present one added, whose χ² is as large (Fisher, The Design of Experiments, 1935; the
/// added one after Phipson and Smyth, Permutation p-values should never be zero, 2010). The seed is fixed: the same counts give
/// the same p.
/// </summary>
/// <param name="Statistic">χ² of the counts as they are.</param>
/// <param name="P">At least 1/2,001.</param>
public sealed record PermutationTest(double Statistic, double P)
{
    private const int MaximumRows = 20_000;
    private const int Deals = 2_000;
    private const int Seed = 2_000;

    // Two deals that are alike may differ in the last bit of their sums.
    private const double Rounding = 1e-9;

    /// <summary>Null when either side is empty.</summary>
    /// <exception cref="ArgumentException">The two sides have not the same number of bins, or have more rows than are worth dealing.</exception>
    public static PermutationTest? Of(ReadOnlySpan<long> reference, ReadOnlySpan<long> current)
    {
        var statistic = ChiSquare.Of(reference, current).Statistic;
        var rows = BinOfEachRow(reference, current);
        var referenceN = Sum(reference);
        if (referenceN == 0 || referenceN == rows.Length) return null;

        var random = new Random(Seed);
        var asLarge = 1;
        for (var deal = 0; deal < Deals; deal++)
        {
            random.Shuffle(rows);
            var (dealtReference, dealtCurrent) = (new long[reference.Length], new long[reference.Length]);
            for (var i = 0; i < rows.Length; i++) (i < referenceN ? dealtReference : dealtCurrent)[rows[i]]++;
            if (ChiSquare.Of(dealtReference, dealtCurrent).Statistic >= statistic * (1 - Rounding)) asLarge++;
        }

        return new PermutationTest(statistic, asLarge / (Deals + 1.0));
    }

    private static int[] BinOfEachRow(ReadOnlySpan<long> reference, ReadOnlySpan<long> current)
    {
        var n = Sum(reference) + Sum(current);
        if (n > MaximumRows) throw new ArgumentException($"{n} rows are more than {MaximumRows}; χ² itself is right there.", nameof(reference));

        var (rows, next) = (new int[n], 0);
        for (var bin = 0; bin < reference.Length; bin++)
        {
            for (var i = reference[bin] + current[bin]; i > 0; i--) rows[next++] = bin;
        }

        return rows;
    }

    private static long Sum(ReadOnlySpan<long> counts)
    {
        var sum = 0L;
        foreach (var count in counts) sum += count;
        return sum;
    }
}
