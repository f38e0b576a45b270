namespace Portal.Statistics.Sketches;

/// <summary>
/// Number, mean and spread of values, kept without the values: Welford's step for one more (Note on a method for calculating
/// corrected sums of squares and products, Technometrics 4, 1962), Chan's for merging (Chan, Golub and LeVeque, Updating
/// formulae and a pairwise algorithm for computing sample variances, 1979): with δ = x̄_b − x̄_a,
/// M₂ = M₂ₐ + M₂_b + δ²·nₐ·n_b/n.
/// </summary>
/// <param name="N">How many.</param>
/// <param name="Mean">Their mean; 0 of none.</param>
/// <param name="SquaredDeviations">M₂ = Σ (x − x̄)².</param>
/// <param name="Minimum">The least; +∞ of none.</param>
/// <param name="Maximum">The greatest; −∞ of none.</param>
public readonly record struct Moments(long N, double Mean, double SquaredDeviations, double Minimum, double Maximum)
{
    // A square of more than this is beyond what a double holds, or a sum of a few of them is.
    private const double LargestMagnitude = 1e150;

    // Of these a sum of squares stays finite, however many there are.
    internal const double LargestAdded = 1e140;

    /// <summary>Of no value.</summary>
    public static Moments None { get; } = new(0, 0, 0, double.PositiveInfinity, double.NegativeInfinity);

    /// <summary>√(M₂ / (n − 1)), the estimate for what the values were drawn from; null for fewer than two.</summary>
    public double? StandardDeviation => N > 1 ? Math.Sqrt(SquaredDeviations / (N - 1)) : null;

    /// <summary>√(M₂ / n), the spread of these values themselves; null of none.</summary>
    public double? PopulationDeviation => N > 0 ? Math.Sqrt(SquaredDeviations / N) : null;

    /// <exception cref="ArgumentException">A value is not finite, or too large to be squared.</exception>
    public static Moments Of(IEnumerable<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);

        var moments = None;
        foreach (var value in values) moments = moments.With(value);
        return moments;
    }

    /// <summary>These and one more.</summary>
    /// <exception cref="ArgumentException">The value is not finite, or too large to be squared.</exception>
    public Moments With(double value)
    {
        if (!double.IsFinite(value) || Math.Abs(value) > LargestMagnitude) throw new ArgumentException($"{value} has no finite square.", nameof(value));

        var n = N + 1;
        var step = value - Mean;
        var mean = Mean + (step / n);
        return new Moments(n, mean, SquaredDeviations + (step * (value - mean)), Math.Min(Minimum, value), Math.Max(Maximum, value));
    }

    /// <summary>These and those.</summary>
    public Moments Merge(Moments other)
    {
        if (other.N == 0) return this;
        if (N == 0) return other;

        var n = N + other.N;
        var step = other.Mean - Mean;
        return new Moments(
            n,
            Mean + (step * other.N / n),
            SquaredDeviations + other.SquaredDeviations + (step * step * N * ((double)other.N / n)),
            Math.Min(Minimum, other.Minimum),
            Math.Max(Maximum, other.Maximum));
    }
}
