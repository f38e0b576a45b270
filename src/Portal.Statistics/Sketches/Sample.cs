using Portal.Statistics.Intervals;
using Portal.Statistics.Quality;

namespace Portal.Statistics.Sketches;

/// <summary>
/// Raw values kept as they are: the finite ones sorted, so that their order never shows in a figure; NaN counted as missing, an
/// infinity as invalid.
/// </summary>
public sealed class Sample
{
    // Beyond these a square leaves what a double holds.
    private const double Largest = 1e140;
    private const double Smallest = 1e-140;

    private readonly double[] _sorted;
    private readonly Moments _scaled;
    private readonly double _scale;

    private Sample(double[] sorted, long missing, long invalid)
    {
        (_sorted, Missing, Invalid) = (sorted, missing, invalid);

        var magnitude = sorted.Length == 0 ? 0 : Math.Max(Math.Abs(sorted[0]), Math.Abs(sorted[^1]));
        _scale = magnitude is > Largest or (> 0 and < Smallest) ? magnitude : 1;
        _scaled = Moments.Of(sorted.Select(value => value / _scale));
    }

    /// <summary>The finite values, ascending.</summary>
    public ReadOnlySpan<double> Values => _sorted;

    /// <summary>How many are finite; the n of every figure.</summary>
    public long N => _sorted.Length;

    /// <summary>How many were absent.</summary>
    public long Missing { get; }

    /// <summary>How many were infinite.</summary>
    public long Invalid { get; }

    /// <summary>All values: finite, missing or invalid.</summary>
    public long Rows => N + Missing + Invalid;

    /// <summary>Null of none.</summary>
    public double? Mean => N > 0 ? Finite(_scaled.Mean * _scale) : null;

    /// <summary>√(Σ (x − x̄)² / (n − 1)); null for fewer than two.</summary>
    public double? StandardDeviation => _scaled.StandardDeviation is { } deviation ? Finite(deviation * _scale) : null;

    /// <summary>√(Σ (x − x̄)² / n); null of none.</summary>
    public double? PopulationDeviation => _scaled.PopulationDeviation is { } deviation ? Finite(deviation * _scale) : null;

    internal double[] Sorted => _sorted;

    public static Sample Of(ReadOnlySpan<double> values)
    {
        var (missing, invalid) = (0L, 0L);
        var finite = new List<double>(values.Length);
        foreach (var value in values)
        {
            if (double.IsFinite(value)) finite.Add(value);
            else if (double.IsNaN(value)) missing++;
            else invalid++;
        }

        double[] sorted = [.. finite];
        Array.Sort(sorted);
        return new Sample(sorted, missing, invalid);
    }

    /// <summary>
    /// Quantile at <paramref name="p"/> by linear interpolation, type 7 of Hyndman and Fan (Sample quantiles in statistical
    /// packages, The American Statistician 50, 1996); null of none.
    /// </summary>
    public double? Quantile(double p)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(p);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(p, 1);
        return N > 0 ? Type7Quantile.Of(_sorted, p) : null;
    }

    /// <summary>
    /// The quantile between two of the values: those of ranks n·p ± z·√(n·p·(1 − p)), outward to the next rank, whatever the
    /// distribution (Conover, Practical Nonparametric Statistics, 1999, section 3.2). Null where these ranks lie outside the
    /// values, which are then too few to say.
    /// </summary>
    public Estimate? QuantileInterval(double p)
    {
        if (Quantile(p) is not { } value) return null;

        var half = StandardNormal.Z95 * Math.Sqrt(N * p * (1 - p));
        var (low, high) = ((long)Math.Floor((N * p) - half), (long)Math.Ceiling((N * p) + half) + 1);
        if (low < 1 || high > N) return null;

        return new Estimate(value, _sorted[low - 1], _sorted[high - 1], N, "ranks of the sample, 95 %");
    }

    // The mean or the deviation of finite values is finite, but for the last bit.
    private static double Finite(double value) => Math.Clamp(value, -double.MaxValue, double.MaxValue);
}
