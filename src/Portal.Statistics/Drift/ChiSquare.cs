using MathNet.Numerics;

namespace Portal.Statistics.Drift;

/// <summary>
/// Test of homogeneity on the 2 × k table of counts, without Yates' correction: Σ (O − E)²/E over both rows, E being row total ·
/// column total / total, with k − 1 degrees of freedom (Pearson, On the criterion that a given system of deviations … ,
/// Philosophical Magazine 50, 1900). Columns that are empty on both sides are dropped; with fewer than two columns, or a row of
/// none, nothing differs: 0 with p = 1.
/// </summary>
/// <param name="Statistic">χ².</param>
/// <param name="DegreesOfFreedom">k − 1.</param>
/// <param name="P">The chance of as large a χ² without a difference.</param>
/// <param name="CramersV">√(χ²/N), the size of the effect for two rows (Cramér, Mathematical Methods of Statistics, 1946).</param>
/// <param name="MinimumExpected">The least E; null where nothing is tested. Under 5 the p-value is not to be trusted.</param>
/// <param name="Fit">The test of the present against the baseline's shares taken as exact; null where one of them is 0.</param>
public sealed record ChiSquare(double Statistic, int DegreesOfFreedom, double P, double CramersV, double? MinimumExpected, GoodnessOfFit? Fit)
{
    private const double SmallestExpected = 5;

    /// <exception cref="ArgumentException">The two sides have not the same number of bins.</exception>
    public static ChiSquare Of(ReadOnlySpan<long> reference, ReadOnlySpan<long> current)
    {
        var table = Table(reference, current);
        var (referenceN, currentN) = (table.Sum(column => column.Reference), table.Sum(column => column.Current));
        if (table.Count < 2 || referenceN == 0 || currentN == 0) return new ChiSquare(0, 0, 1, 0, null, null);

        var n = (double)referenceN + currentN;
        var (statistic, minimum) = (0.0, double.MaxValue);
        foreach (var column in table)
        {
            // Both cells of a column are off by the same amount.
            var total = (double)column.Reference + column.Current;
            var (p, q) = (referenceN * total / n, currentN * total / n);
            var off = column.Reference - p;
            statistic += (off * off / p) + (off * off / q);
            minimum = Math.Min(minimum, Math.Min(p, q));
        }

        return new ChiSquare(
            statistic, table.Count - 1, Tail(statistic, table.Count - 1), Math.Sqrt(statistic / n), minimum,
            GoodnessOfFit.Of([.. table.Select(column => (double)column.Reference / referenceN)], [.. table.Select(column => column.Current)]));
    }

    /// <summary>
    /// The same after columns are pooled, rarest first, until every E is at least 5 (Cochran, The χ² test of goodness of fit,
    /// Annals of Mathematical Statistics 23, 1952, asks for that): the form for many rare bins.
    /// </summary>
    /// <exception cref="ArgumentException">The two sides have not the same number of bins.</exception>
    public static ChiSquare Pooled(ReadOnlySpan<long> reference, ReadOnlySpan<long> current)
    {
        var table = Table(reference, current);
        var (referenceN, currentN) = (table.Sum(column => column.Reference), table.Sum(column => column.Current));
        var least = SmallestExpected * (referenceN + currentN) / Math.Max(1.0, Math.Min(referenceN, currentN));

        List<(long Reference, long Current)> pooled = [];
        foreach (var column in table.OrderBy(column => column.Reference + column.Current).ThenBy(column => column.Reference))
        {
            if (pooled is [.., var last] && IsRare(last)) pooled[^1] = Together(last, column);
            else pooled.Add(column);
        }

        // The most frequent column came last and may still be rare.
        if (pooled is [.., var before, var rest] && IsRare(rest)) pooled = [.. pooled.SkipLast(2), Together(before, rest)];
        return Of([.. pooled.Select(column => column.Reference)], [.. pooled.Select(column => column.Current)]);

        bool IsRare((long Reference, long Current) column) => column.Reference + column.Current < least;
    }

    /// <summary>P(χ² ≥ x) = Γ(df/2, x/2) / Γ(df/2).</summary>
    internal static double Tail(double statistic, int degreesOfFreedom) =>
        statistic > 0 ? Math.Clamp(SpecialFunctions.GammaUpperRegularized(degreesOfFreedom / 2.0, statistic / 2), 0, 1) : 1;

    private static (long Reference, long Current) Together((long Reference, long Current) one, (long Reference, long Current) other) =>
        (one.Reference + other.Reference, one.Current + other.Current);

    private static List<(long Reference, long Current)> Table(ReadOnlySpan<long> reference, ReadOnlySpan<long> current)
    {
        if (reference.Length != current.Length) throw new ArgumentException($"Counts of {reference.Length} and of {current.Length} bins cannot be compared.", nameof(current));

        List<(long, long)> table = [];
        for (var i = 0; i < reference.Length; i++)
        {
            if (reference[i] < 0 || current[i] < 0) throw new ArgumentException("A count cannot be negative.", reference[i] < 0 ? nameof(reference) : nameof(current));
            if (reference[i] + current[i] > 0) table.Add((reference[i], current[i]));
        }

        return table;
    }
}
