using Portal.Statistics.Drift;
using Portal.Statistics.Intervals;
using Portal.Statistics.Sketches;

namespace Portal.Statistics.Alerts;

/// <summary>How far one feature is from its baseline in one window.</summary>
/// <param name="Feature">Its name.</param>
/// <param name="IsOutput">Whether the model gave it out.</param>
/// <param name="N">Values in bins.</param>
/// <param name="Rows">All values: in a bin, missing or invalid.</param>
/// <param name="Fewest">So many values it takes to say something: 500, and five a bin.</param>
/// <param name="Psi">Less its bias, never below 0.</param>
/// <param name="JensenShannon">The distance, its square less what two samples of one distribution differ by on average: an eighth of PSI's, in bits.</param>
/// <param name="KolmogorovSmirnov">Null where values repeat so often that each has a bin of its own, and of categories.</param>
/// <param name="Wasserstein">Less what two samples of one distribution are apart on average. Null where sums are not kept.</param>
/// <param name="Missing">The lower bound of the rise of the share that is missing or invalid, never below 0.</param>
/// <param name="P">
/// Of the test of homogeneity over deciles, rare ones pooled; with too few rows for its table of chances, of all ways to deal them.
/// </param>
public sealed record FeatureFigures(
    string Feature, bool IsOutput, long N, long Rows, long Fewest, double? Psi, double? JensenShannon, double? KolmogorovSmirnov, double? Wasserstein, double? Missing, double P)
{
    /// <summary>So many values it takes at the least.</summary>
    public const long EnoughRows = 500;

    private const long EnoughABin = 5;
    private const long MostDealt = 20_000;

    /// <summary>The chance of as large a difference without any, adjusted for all features that were looked at together.</summary>
    public double AdjustedP { get; init; } = 1;

    public bool IsEnough => N >= Fewest;

    public double? Of(DriftMetric metric) => metric switch
    {
        DriftMetric.Psi => Psi,
        DriftMetric.JensenShannon => JensenShannon,
        DriftMetric.KolmogorovSmirnov => KolmogorovSmirnov,
        DriftMetric.Wasserstein => Wasserstein,
        DriftMetric.Missing => Missing,
        _ => null,
    };

    /// <summary>What has a figure, what is farthest over its level first.</summary>
    public IReadOnlyList<DriftMetric> ByWeight(AlertRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);

        return [.. AlertRule.Metrics.Where(metric => Of(metric) is not null).OrderByDescending(metric => Of(metric) / rule.WarningOf(metric))];
    }

    public static FeatureFigures Of(FeatureCounts counts)
    {
        ArgumentNullException.ThrowIfNull(counts);

        var (bins, current) = (counts.Bins, counts.Current);
        var (reference, deciles) = (bins.Deciles(bins.ReferenceCounts), bins.Deciles(current.Counts));
        var (n, rows) = (current.N, current.Rows);
        var missing = Newcombe.Difference(bins.ReferenceRows - bins.ReferenceN, bins.ReferenceRows, rows - n, rows) is { } rise ? Math.Max(0, rise.Low) : (double?)null;
        if (Divergences.Of(reference, deciles) is not { } apart)
            return new FeatureFigures(counts.Feature, counts.IsOutput, n, rows, EnoughRows, null, null, null, null, missing, 1);

        var fewest = Math.Max(EnoughRows, EnoughABin * apart.Stability.BinsUsed);
        return new FeatureFigures(
            counts.Feature, counts.IsOutput, n, rows, fewest, Math.Max(0, apart.Stability.BiasCorrected), Distance(apart),
            bins is NumericBins { IsDiscrete: false } ? BinnedKs(bins.ReferenceCounts, current.Counts, bins.ReferenceN, n) : null,
            BinnedWasserstein.Of(bins, current),
            missing,
            n < fewest && n + bins.ReferenceN <= MostDealt ? PermutationTest.Of(reference, deciles)?.P ?? 1 : ChiSquare.Pooled(reference, deciles).P);
    }

    private static double Distance(Divergences apart) =>
        Math.Sqrt(Math.Max(0, apart.JsDivergence - ((apart.Stability.Psi - apart.Stability.BiasCorrected) / (8 * Math.Log(2)))));

    /// <summary>At most the statistic of the values themselves, and less by at most the largest bin.</summary>
    private static double BinnedKs(ReadOnlySpan<long> reference, ReadOnlySpan<long> current, long referenceN, long currentN)
    {
        var (before, now, largest) = (0L, 0L, 0.0);
        for (var bin = 0; bin < reference.Length; bin++)
        {
            before += reference[bin];
            now += current[bin];
            largest = Math.Max(largest, Math.Abs(((double)before / referenceN) - ((double)now / currentN)));
        }

        return largest;
    }
}
