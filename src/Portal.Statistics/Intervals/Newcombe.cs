using Portal.Statistics.Quality;

namespace Portal.Statistics.Intervals;

/// <summary>
/// Interval of a difference p₂ − p₁ of two proportions at 95 %, put together from the Wilson interval (l, u) of each, so that
/// it keeps Wilson's good conduct near 0 and 1: (d − √((p₂ − l₂)² + (u₁ − p₁)²), d + √((u₂ − p₂)² + (p₁ − l₁)²)).
/// </summary>
public static class Newcombe
{
    /// <summary>How the interval of independent proportions is named beside a figure.</summary>
    public const string Method = "Newcombe hybrid score, 95 %";

    /// <summary>How the interval of paired proportions is named beside a figure.</summary>
    public const string PairedMethod = "Newcombe paired score, 95 %";

    /// <summary>
    /// k₂/n₂ − k₁/n₁ of two independent groups (method 10 of Newcombe, Interval estimation for the difference between
    /// independent proportions, Statistics in Medicine 17, 1998); null when either group is empty.
    /// </summary>
    public static Estimate? Difference(long k1, long n1, long k2, long n2)
    {
        if (Wilson.Score(k1, n1) is not { } first || Wilson.Score(k2, n2) is not { } second) return null;

        return Combined((double)k1 / n1, first, (double)k2 / n2, second, correlation: 0, n1 + n2, Method);
    }

    /// <summary>
    /// The same of two verdicts on the same rows, as of a candidate and an incumbent on one data set (method 10 of Newcombe,
    /// Improved confidence intervals for the difference between binomial proportions based on paired data, Statistics in
    /// Medicine 17, 1998): the cross terms 2φ·(p₂ − l₂)·(u₁ − p₁) and 2φ·(u₂ − p₂)·(p₁ − l₁) are taken off, φ being the
    /// correlation of the two, lessened by half a count where positive. Null when there is no row.
    /// </summary>
    /// <param name="both">Rows on which both hit.</param>
    /// <param name="onlyFirst">Rows on which the first hits alone.</param>
    /// <param name="onlySecond">Rows on which the second hits alone.</param>
    /// <param name="neither">Rows on which neither hits.</param>
    public static Estimate? PairedDifference(long both, long onlyFirst, long onlySecond, long neither)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(both);
        ArgumentOutOfRangeException.ThrowIfNegative(onlyFirst);
        ArgumentOutOfRangeException.ThrowIfNegative(onlySecond);
        ArgumentOutOfRangeException.ThrowIfNegative(neither);

        var n = both + onlyFirst + onlySecond + neither;
        var (k1, k2) = (both + onlyFirst, both + onlySecond);
        if (Wilson.Score(k1, n) is not { } first || Wilson.Score(k2, n) is not { } second) return null;

        return Combined((double)k1 / n, first, (double)k2 / n, second, Correlation(both, onlyFirst, onlySecond, neither), n, PairedMethod);
    }

    private static Estimate Combined(double p1, Interval first, double p2, Interval second, double correlation, long n, string method)
    {
        var difference = p2 - p1;
        var down = Side(p2 - second.Low, first.High - p1, correlation);
        var up = Side(second.High - p2, p1 - first.Low, correlation);
        return new Estimate(difference, difference - down, difference + up, n, method);
    }

    private static double Side(double a, double b, double correlation) =>
        Math.Sqrt(Math.Max(0, (a * a) - (2 * correlation * a * b) + (b * b)));

    private static double Correlation(double both, double onlyFirst, double onlySecond, double neither)
    {
        var scale = Math.Sqrt((both + onlyFirst) * (onlySecond + neither) * (both + onlySecond) * (onlyFirst + neither));
        if (scale == 0) return 0;

        var association = (both * neither) - (onlyFirst * onlySecond);
        return (association > 0 ? Math.Max(0, association - ((both + onlyFirst + onlySecond + neither) / 2)) : association) / scale;
    }
}
