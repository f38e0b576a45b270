using System.Collections.Immutable;
using Portal.Statistics.Quality;
using Portal.Statistics.Sketches;

namespace Portal.Statistics.Drift;

/// <summary>All that is said of two sets of categories, a baseline and the present, while their values are at hand.</summary>
/// <param name="Bins">Frozen with the baseline; the last bin is <c>other</c>.</param>
/// <param name="Current">The present, counted into them.</param>
/// <param name="Unseen">Categories of the present that the baseline has not, in ordinal order.</param>
/// <param name="UnseenRate">The share of the present's values that have such a category; null of none.</param>
/// <param name="Divergences">Over the counts; null when either side is empty.</param>
/// <param name="ChiSquare">Over the counts, without pooling.</param>
public sealed record CategoricalDrift(
    CategoricalBins Bins, BinCounts Current, ImmutableArray<string> Unseen, Estimate? UnseenRate, Divergences? Divergences, ChiSquare ChiSquare)
{
    private const int MostCategories = 10_000;

    /// <summary>
    /// Null is missing; it is counted and left out. Bins that are not kept need not be few: the 10,000 most frequent categories of the
    /// baseline have one of their own.
    /// </summary>
    public static CategoricalDrift Of(IReadOnlyCollection<string?> reference, IReadOnlyCollection<string?> current)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(current);

        var bins = CategoricalBins.Freeze(reference, MostCategories);
        var counts = bins.NewCounts();
        foreach (var category in current) bins.Count(category, counts);

        // Of the baseline itself: a rare category that has no bin is not unseen for that.
        var seen = reference.OfType<string>().ToHashSet(StringComparer.Ordinal);
        string[] unseen = [.. current.OfType<string>().Where(category => !seen.Contains(category))];
        return new CategoricalDrift(
            bins, counts, [.. unseen.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)], Estimate.Proportion(unseen.Length, counts.N),
            Divergences.Of(bins.ReferenceCounts, counts.Counts), ChiSquare.Of(bins.ReferenceCounts, counts.Counts));
    }
}
