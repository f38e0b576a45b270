using Portal.Statistics.Sketches;

namespace Portal.Statistics.Drift;

/// <summary>All that is said of two sets of numbers, a baseline and the present, while their values are at hand.</summary>
/// <param name="Bins">Frozen with the baseline.</param>
/// <param name="ReferenceCounts">The baseline over deciles, or over its single values.</param>
/// <param name="CurrentCounts">The present over the same.</param>
/// <param name="Reference">The baseline's values.</param>
/// <param name="Current">The present's values.</param>
/// <param name="Divergences">Over these counts; null, like all figures, when either side has no finite value.</param>
/// <param name="KolmogorovSmirnov">Over the values.</param>
/// <param name="Wasserstein">Over the values.</param>
public sealed record NumericDrift(
    NumericBins Bins,
    IReadOnlyList<long> ReferenceCounts,
    IReadOnlyList<long> CurrentCounts,
    Sample Reference,
    Sample Current,
    Divergences? Divergences,
    KolmogorovSmirnov? KolmogorovSmirnov,
    Wasserstein? Wasserstein)
{
    /// <summary>NaN is missing, an infinity is invalid; both are counted and left out.</summary>
    public static NumericDrift Of(ReadOnlySpan<double> reference, ReadOnlySpan<double> current)
    {
        var bins = NumericBins.Freeze(reference);
        var counts = bins.NewCounts();
        bins.Count(current, counts);

        var (referenceCounts, currentCounts) = (bins.Deciles(bins.ReferenceCounts), bins.Deciles(counts.Counts));
        var (before, now) = (Sample.Of(reference), Sample.Of(current));
        return new NumericDrift(
            bins, referenceCounts, currentCounts, before, now,
            Divergences.Of(referenceCounts, currentCounts), KolmogorovSmirnov.Of(before, now), Wasserstein.Of(before, now));
    }
}
