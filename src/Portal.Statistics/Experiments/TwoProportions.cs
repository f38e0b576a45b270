using Portal.Statistics.Intervals;
using Portal.Statistics.Quality;

namespace Portal.Statistics.Experiments;

/// <summary>
/// Pooled two-proportion z test, two-sided: z = (p₂ − p₁)/√(P(1 − P)(1/n₁ + 1/n₂)) with P = (k₁ + k₂)/(n₁ + n₂) (Fleiss, Levin and
/// Paik, Statistical Methods for Rates and Proportions, 2003, section 3.2).
/// </summary>
/// <param name="First">k₁/n₁ with its Wilson interval.</param>
/// <param name="Second">k₂/n₂ likewise.</param>
/// <param name="Difference">p₂ − p₁ with Newcombe's interval, the one to show.</param>
/// <param name="Z">Null where all rows hit, or none.</param>
/// <param name="P">1 where there is no z.</param>
/// <param name="Wald">p₂ − p₁ ± z·√(p₁(1 − p₁)/n₁ + p₂(1 − p₂)/n₂): what many tools report; too narrow for few rows, without width at 0 and 1.</param>
public sealed record TwoProportions(Estimate First, Estimate Second, Estimate Difference, double? Z, double P, Interval Wald)
{
    /// <summary>Null when either group is empty.</summary>
    public static TwoProportions? Of(long k1, long n1, long k2, long n2)
    {
        if (Estimate.Proportion(k1, n1) is not { } first || Estimate.Proportion(k2, n2) is not { } second) return null;
        if (Newcombe.Difference(k1, n1, k2, n2) is not { } difference) return null;

        var pooled = ((double)k1 + k2) / ((double)n1 + n2);
        var error = Math.Sqrt(pooled * (1 - pooled) * ((1.0 / n1) + (1.0 / n2)));
        double? z = error > 0 ? difference.Value / error : null;
        var half = StandardNormal.Z95 * Math.Sqrt(Variance(first) + Variance(second));
        return new TwoProportions(
            first, second, difference, z, z is { } found ? StandardNormal.TwoSided(found) : 1,
            new Interval(difference.Value - half, difference.Value + half));
    }

    internal static double Variance(Estimate proportion) => proportion.Value * (1 - proportion.Value) / proportion.N;
}
