using Portal.Statistics.Sketches;

namespace Portal.Statistics.Drift;

/// <summary>
/// First Wasserstein distance ∫ |F_ref − F_cur| dx over the values themselves: how far mass has to be moved, in the unit of the
/// values (Vallender, Calculation of the Wasserstein distance between probability distributions on the line, Theory of
/// Probability and its Applications 18, 1974).
/// </summary>
/// <param name="Distance">In the unit of the values.</param>
/// <param name="Normalised">In population deviations of the baseline, taken as at least 0.001.</param>
public sealed record Wasserstein(double Distance, double Normalised)
{
    private const double SmallestDeviation = 0.001;

    /// <summary>Null when either side is empty.</summary>
    public static Wasserstein? Of(Sample reference, Sample current)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(current);
        if (reference.PopulationDeviation is not { } deviation || current.N == 0) return null;

        // The distance between the two ends of what a double holds is none itself: it is cut there rather than be infinite.
        var distance = Math.Min(Between(reference.Values, current.Values), double.MaxValue);
        return new Wasserstein(distance, Math.Min(distance / Math.Max(deviation, SmallestDeviation), double.MaxValue));
    }

    private static double Between(ReadOnlySpan<double> reference, ReadOnlySpan<double> current)
    {
        var (i, j, distance) = (0, 0, 0.0);
        var from = Math.Min(reference[0], current[0]);
        while (i < reference.Length || j < current.Length)
        {
            var to = Math.Min(i < reference.Length ? reference[i] : double.MaxValue, j < current.Length ? current[j] : double.MaxValue);
            var gap = Math.Abs(((double)i / reference.Length) - ((double)j / current.Length));
            distance += gap * Math.Min(to - from, double.MaxValue);

            while (i < reference.Length && reference[i] == to) i++;
            while (j < current.Length && current[j] == to) j++;
            from = to;
        }

        return distance;
    }
}
