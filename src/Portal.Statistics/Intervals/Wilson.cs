namespace Portal.Statistics.Intervals;

/// <summary>Two ends between which a figure lies, at the confidence that its method states.</summary>
public readonly record struct Interval(double Low, double High);

/// <summary>
/// Score interval of a proportion k/n at 95 %, without continuity correction (Wilson, Probable inference, the law of
/// succession, and statistical inference, JASA 22, 1927):
/// (p + z²/2n ± z·√(p(1 − p)/n + z²/4n²)) / (1 + z²/n). Unlike the usual p ± z·se it keeps its promise for few rows and for
/// rates near 0 and 1.
/// </summary>
public static class Wilson
{
    /// <summary>How the interval is named beside a figure.</summary>
    public const string Method = "Wilson score, 95 %";

    private const double Z = StandardNormal.Z95;

    /// <summary>The interval of <paramref name="k"/> hits among <paramref name="n"/>; null when there is nothing to divide by.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="k"/> is not between 0 and <paramref name="n"/>.</exception>
    public static Interval? Score(long k, long n)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        ArgumentOutOfRangeException.ThrowIfNegative(k);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(k, n);
        if (n == 0) return null;

        var interval = Score((double)k / n, n);

        // At the ends the formula gives exactly 0 and 1; rounding must not make it less or more.
        return new Interval(k == 0 ? 0 : interval.Low, k == n ? 1 : interval.High);
    }

    /// <summary>
    /// The interval of a rate <paramref name="p"/> that rests on <paramref name="n"/> rows without being a share of them: an
    /// upper limit for any mean of figures between 0 and 1, whose spread is at most that of zeros and ones.
    /// </summary>
    internal static Interval Score(double p, long n)
    {
        var denominator = 1 + (Z * Z / n);
        var centre = (p + (Z * Z / (2.0 * n))) / denominator;
        var half = Z * Math.Sqrt((p * (1 - p) / n) + (Z * Z / (4.0 * n * n))) / denominator;
        return new Interval(Math.Clamp(centre - half, 0, p), Math.Clamp(centre + half, p, 1));
    }
}
