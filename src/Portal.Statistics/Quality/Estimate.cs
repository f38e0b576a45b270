using Portal.Statistics.Intervals;

namespace Portal.Statistics.Quality;

/// <summary>A figure with its interval, the number it rests on, and how the interval was made.</summary>
public sealed record Estimate(double Value, double Low, double High, long N, string Method)
{
    /// <summary>k/n with its Wilson interval; null, never 0, when there is nothing to divide by.</summary>
    public static Estimate? Proportion(long k, long n) =>
        Wilson.Score(k, n) is { } interval ? new Estimate((double)k / n, interval.Low, interval.High, n, Wilson.Method) : null;
}
