using Portal.Statistics.Quality;
using Portal.Statistics.Sketches;

namespace Portal.Statistics.Intervals;

/// <summary>
/// Interval of a mean at 95 % by normal theory: x̄ ± t₀.₉₇₅,ₙ₋₁·s/√n (Student, The probable error of a mean, Biometrika 6, 1908).
/// </summary>
public static class MeanInterval
{
    /// <summary>How the interval is named beside a figure.</summary>
    public const string Method = "Student t of the mean, 95 %";

    /// <summary>The mean of figures without bounds; null for fewer than two, since one has no spread.</summary>
    public static Estimate? Of(Moments moments)
    {
        if (moments.StandardDeviation is not { } deviation) return null;

        var half = StandardNormal.Student95(moments.N - 1) * deviation / Math.Sqrt(moments.N);
        return new Estimate(moments.Mean, moments.Mean - half, moments.Mean + half, moments.N, Method);
    }

    /// <summary>
    /// The mean of figures between 0 and 1; null for none. Where they show no spread (all alike, or only one) Wilson's
    /// interval of their mean stands in, which is as wide as zeros and ones would make it: five perfect texts do not prove
    /// perfection.
    /// </summary>
    public static Estimate? OfShares(Moments moments)
    {
        if (moments.N == 0) return null;
        if (moments.StandardDeviation is > 0 && Of(moments) is { } found)
            return found with { Low = Math.Max(0, found.Low), High = Math.Min(1, found.High) };

        var mean = Math.Clamp(moments.Mean, 0, 1);
        var interval = Wilson.Score(mean, moments.N);
        return new Estimate(mean, interval.Low, interval.High, moments.N, Wilson.Method);
    }
}
