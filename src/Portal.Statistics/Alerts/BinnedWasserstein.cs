using Portal.Statistics.Sketches;

namespace Portal.Statistics.Alerts;

/// <summary>
/// First Wasserstein distance ∫ |F_ref − F_cur| dx from counts and sums: the values of a bin stand at their mean (Vallender,
/// Calculation of the Wasserstein distance between probability distributions on the line, 1974), in deviations of the baseline. Less what two
/// samples of one distribution are apart on average, √(2/π)·∫ √(F(1−F)(1/n + 1/m)) dx: else an hour of some hundred rows is never near.
/// </summary>
internal static class BinnedWasserstein
{
    private const double SmallestDeviation = 0.001;

    /// <summary>Null when either side is empty, of categories, and where one side was counted before sums were kept.</summary>
    public static double? Of(FrozenBins bins, BinCounts counted)
    {
        ReadOnlySpan<long> reference = bins.ReferenceCounts, current = counted.Counts;
        ReadOnlySpan<double> referenceSums = bins.ReferenceSums, currentSums = counted.Sums;
        var (referenceN, currentN) = (bins.ReferenceN, counted.N);
        if (currentN == 0 || referenceSums.IsEmpty || currentSums.IsEmpty || bins.ReferenceMoments?.PopulationDeviation is not { } spread) return null;

        var deviation = Math.Max(spread, SmallestDeviation);
        Span<double> places = stackalloc double[2 * reference.Length];
        Span<double> masses = stackalloc double[2 * reference.Length];
        var used = 0;
        for (var bin = 0; bin < reference.Length; bin++)
        {
            double? mean = reference[bin] > 0 ? referenceSums[bin] / reference[bin] : null;
            if (mean is { } there) (places[used], masses[used++]) = (there, (double)reference[bin] / referenceN);
            if (current[bin] > 0) (places[used], masses[used++]) = (Near(currentSums[bin] / current[bin], mean, deviation), -(double)current[bin] / currentN);
        }

        places = places[..used];
        places.Sort(masses[..used]);
        var (gap, below, distance, chance) = (0.0, 0.0, 0.0, 0.0);
        for (var i = 0; i + 1 < used; i++)
        {
            gap += masses[i];
            below = Math.Min(1, below + Math.Max(0, masses[i]));
            distance += Math.Abs(gap) * (places[i + 1] - places[i]);
            chance += Math.Sqrt(below * (1 - below)) * (places[i + 1] - places[i]);
        }

        distance = Math.Max(0, distance - (chance * Math.Sqrt(2 / Math.PI * ((1.0 / referenceN) + (1.0 / currentN)))));
        return double.IsFinite(distance / deviation) ? distance / deviation : double.MaxValue;
    }

    /// <summary>One wild value in an open bin moves its mean as far as it likes; the distance would be that one value's.</summary>
    private static double Near(double mean, double? reference, double deviation) =>
        reference is { } there ? Math.Clamp(mean, there - deviation, there + deviation) : mean;
}
