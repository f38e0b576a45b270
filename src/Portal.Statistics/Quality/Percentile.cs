using Portal.Statistics.Intervals;
using Portal.Statistics.Sketches;

namespace Portal.Statistics.Quality;

/// <summary>
/// A percentile of measured times or amounts: the type 7 quantile, between two order statistics whose ranks np ± z·√(np(1 − p)) hold
/// whatever the distribution (Conover, Practical Nonparametric Statistics, 1971). With too few values for a rank the least or the
/// greatest stands in.
/// </summary>
public static class Percentile
{
    /// <summary>How the interval is named beside a figure.</summary>
    public const string Method = "order statistics, 95 %";

    /// <param name="sorted">Ascending.</param>
    /// <param name="p">Between 0 and 1.</param>
    public static Estimate? Of(double[] sorted, double p)
    {
        ArgumentNullException.ThrowIfNull(sorted);
        if (sorted.Length == 0) return null;

        var (centre, half) = (sorted.Length * p, StandardNormal.Z95 * Math.Sqrt(sorted.Length * p * (1 - p)));
        return new Estimate(
            Type7Quantile.Of(sorted, p),
            sorted[Math.Clamp((int)Math.Floor(centre - half) - 1, 0, sorted.Length - 1)],
            sorted[Math.Clamp((int)Math.Ceiling(centre + half), 0, sorted.Length - 1)],
            sorted.Length,
            Method);
    }
}
