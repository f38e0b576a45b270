using Portal.Statistics.Intervals;
using Portal.Statistics.Quality;
using Portal.Statistics.Sketches;

namespace Portal.Statistics.Experiments;

/// <summary>
/// Difference of two means whose variances may differ: t = (x̄₂ − x̄₁)/√(s₁²/n₁ + s₂²/n₂) with the degrees of freedom of Welch and
/// Satterthwaite, (v₁ + v₂)²/(v₁²/(n₁ − 1) + v₂²/(n₂ − 1)) for v = s²/n (Welch, The generalization of Student's problem when several
/// different population variances are involved, Biometrika 34, 1947).
/// </summary>
/// <param name="Difference">x̄₂ − x̄₁ with its interval.</param>
/// <param name="T">t.</param>
/// <param name="DegreesOfFreedom">Of Student's distribution that t is held against.</param>
/// <param name="P">Two-sided.</param>
public sealed record Welch(Estimate Difference, double T, double DegreesOfFreedom, double P)
{
    /// <summary>How the interval is named beside a figure.</summary>
    public const string Method = "Welch t, 95 %";

    /// <summary>The second less the first; null when either has fewer than two values, or neither any spread.</summary>
    public static Welch? Of(Sample first, Sample second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        return first.Mean is { } x1 && second.Mean is { } x2 && first.StandardDeviation is { } s1 && second.StandardDeviation is { } s2
            ? Of(x2 - x1, s1 / Math.Sqrt(first.N), first.N, s2 / Math.Sqrt(second.N), second.N)
            : null;
    }

    /// <inheritdoc cref="Of(Sample, Sample)"/>
    public static Welch? Of(Moments first, Moments second) => first.StandardDeviation is { } s1 && second.StandardDeviation is { } s2
        ? Of(second.Mean - first.Mean, s1 / Math.Sqrt(first.N), first.N, s2 / Math.Sqrt(second.N), second.N)
        : null;

    // From the two standard errors as shares of their root sum of squares: no square of theirs leaves what a double holds.
    private static Welch? Of(double difference, double error1, long n1, double error2, long n2)
    {
        var error = double.Hypot(error1, error2);
        if (!(error > 0) || !double.IsFinite(difference)) return null;

        var (share1, share2) = (error1 / error * (error1 / error), error2 / error * (error2 / error));
        var freedom = 1 / ((share1 * share1 / (n1 - 1)) + (share2 * share2 / (n2 - 1)));
        var t = difference / error;
        var half = StandardNormal.Student95(freedom) * error;
        return double.IsFinite(half) && double.IsFinite(t)
            ? new Welch(new Estimate(difference, difference - half, difference + half, n1 + n2, Method), t, freedom, StandardNormal.TwoSidedStudent(t, freedom))
            : null;
    }
}
