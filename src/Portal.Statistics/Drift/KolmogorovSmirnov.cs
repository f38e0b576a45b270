using Portal.Statistics.Sketches;

namespace Portal.Statistics.Drift;

/// <summary>
/// Two-sample statistic D = sup |F_ref − F_cur| over the values themselves, both distribution functions read at every distinct
/// value (Smirnov, Table for estimating the goodness of fit of empirical distributions, Annals of Mathematical Statistics 19,
/// 1948). With heavy ties its p-values are too large; use <see cref="ChiSquare"/> on the counts there.
/// </summary>
/// <param name="Statistic">D.</param>
/// <param name="PStephens">
/// Q((√nₑ + 0.12 + 0.11/√nₑ)·D) with nₑ = nm/(n + m) and Kolmogorov's Q(x) = 2·Σ (−1)ᵏ⁻¹·exp(−2k²x²) (Stephens, Use of the
/// Kolmogorov-Smirnov, Cramér-von Mises and related statistics without extensive tables, JRSS B 32, 1970): the p-value to use.
/// </param>
/// <param name="PLimit">Q(√nₑ·D), right only in the limit.</param>
/// <param name="PExact">
/// The share of all orders of n and m values whose D is as large (Hodges, The significance probability of the Smirnov
/// two-sample test, Arkiv för Matematik 3, 1958), without ties; null when a side has more than 500 values, where it costs
/// more than it tells.
/// </param>
public sealed record KolmogorovSmirnov(double Statistic, double PStephens, double PLimit, double? PExact)
{
    private const int ExactUpTo = 500;

    /// <summary>Null when either side is empty.</summary>
    public static KolmogorovSmirnov? Of(Sample reference, Sample current)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(current);
        if (reference.N == 0 || current.N == 0) return null;

        var (n, m) = (reference.N, current.N);
        var gap = LargestGap(reference.Sorted, current.Sorted);
        var statistic = gap / ((double)n * m);
        var root = Math.Sqrt((double)n * m / (n + m));
        return new KolmogorovSmirnov(
            statistic,
            Kolmogorov((root + 0.12 + (0.11 / root)) * statistic),
            Kolmogorov(root * statistic),
            Math.Max(n, m) <= ExactUpTo ? Exact(n, m, gap) : null);
    }

    // |i/n − j/m| times nm, an integer: no rounding decides which of two gaps is the larger.
    private static long LargestGap(double[] reference, double[] current)
    {
        var (i, j, largest) = (0, 0, 0L);
        while (i < reference.Length && j < current.Length)
        {
            var value = Math.Min(reference[i], current[j]);
            while (i < reference.Length && reference[i] == value) i++;
            while (j < current.Length && current[j] == value) j++;
            largest = Math.Max(largest, Math.Abs(((long)i * current.Length) - ((long)j * reference.Length)));
        }

        return largest;
    }

    private static double Kolmogorov(double x)
    {
        if (x < 0.05) return 1;

        // Of the two forms of the series each converges within a few terms on its own side; Jacobi's is 1 − (√2π/x)·Σ exp(−(2k − 1)²π²/8x²).
        var sum = 0.0;
        if (x < 0.9)
        {
            for (var k = 1; k <= 10; k++) sum += Math.Exp(-Math.Pow(((2 * k) - 1) * Math.PI / x, 2) / 8);
            return Math.Clamp(1 - (Math.Sqrt(2 * Math.PI) / x * sum), 0, 1);
        }

        for (var k = 1; k <= 10; k++) sum += (k % 2 == 1 ? 2 : -2) * Math.Exp(-2.0 * k * k * x * x);
        return Math.Clamp(sum, 0, 1);
    }

    // Walks from (0, 0) to (n, m), each order of the values being one: the share of those that came to (i, j) over a gap. Only
    // shares are added, so that the smallest keeps its digits.
    private static double Exact(long n, long m, long gap)
    {
        var share = new double[m + 1];
        for (var i = 0L; i <= n; i++)
        {
            for (var j = 0L; j <= m; j++)
            {
                if (Math.Abs((i * m) - (j * n)) >= gap) share[j] = 1;
                else share[j] = ((i > 0 ? share[j] * i : 0) + (j > 0 ? share[j - 1] * j : 0)) / Math.Max(1, i + j);
            }
        }

        return Math.Min(1, share[m]);
    }
}
