using Portal.Statistics.Intervals;
using Portal.Statistics.Quality;
using Portal.Statistics.Sketches;

namespace Portal.Statistics.Experiments;

/// <summary>
/// Always-valid interval of a difference: it holds the true one at every look with 95 %, however often somebody looks and
/// whenever they stop (asymptotic confidence sequence of Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas, Time-uniform
/// central limit theory and asymptotic confidence sequences, Annals of Statistics 52, 2024). With n = n₁ + n₂,
/// s² = n·(var₁/n₁ + var₂/n₂) and a = 0.05 it is d ± s·√(2·(nρ² + 1)/(n²ρ²)·ln(√(nρ² + 1)/a)), where
/// ρ = √((−2·ln a + ln(−2·ln a + 1))/n*) makes it narrowest at n* = 5,000 rows.
/// </summary>
/// <param name="Difference">The second less the first, with the interval.</param>
/// <param name="Rho">ρ.</param>
/// <param name="HalfWidth">Half the width of the interval.</param>
/// <param name="FixedHalfWidth">z·√(var₁/n₁ + var₂/n₂), valid only if looked at once, when finished.</param>
public sealed record ConfidenceSequence(Estimate Difference, double Rho, double HalfWidth, double FixedHalfWidth)
{
    /// <summary>How the interval is named beside a figure.</summary>
    public const string Method = "asymptotic confidence sequence, 95 %";

    private const double Alpha = 0.05;
    private const double NarrowestAt = 5_000;

    /// <summary>Whether 0 is outside: the only thing that may end an experiment early.</summary>
    public bool IsSignificant => Difference.Low > 0 || Difference.High < 0;

    /// <summary>p₂ − p₁ of two proportions; null when either group is empty.</summary>
    public static ConfidenceSequence? OfProportions(long k1, long n1, long k2, long n2) =>
        Estimate.Proportion(k1, n1) is { } first && Estimate.Proportion(k2, n2) is { } second
            ? Of(second.Value - first.Value, TwoProportions.Variance(first) + TwoProportions.Variance(second), n1 + n2)
            : null;

    /// <summary>x̄₂ − x̄₁ of two means; null when either group has fewer than two values.</summary>
    public static ConfidenceSequence? OfMeans(Moments first, Moments second) =>
        first.StandardDeviation is { } s1 && second.StandardDeviation is { } s2
            ? Of(second.Mean - first.Mean, (s1 * s1 / first.N) + (s2 * s2 / second.N), first.N + second.N)
            : null;

    private static ConfidenceSequence Of(double difference, double variance, long n)
    {
        var tail = -2 * Math.Log(Alpha);
        var rho = Math.Sqrt((tail + Math.Log(tail + 1)) / NarrowestAt);
        var growth = (n * rho * rho) + 1;
        var half = Math.Sqrt(n * variance) * Math.Sqrt(2 * growth / ((double)n * n * rho * rho) * Math.Log(Math.Sqrt(growth) / Alpha));
        return new ConfidenceSequence(
            new Estimate(difference, difference - half, difference + half, n, Method), rho, half, StandardNormal.Z95 * Math.Sqrt(variance));
    }
}
