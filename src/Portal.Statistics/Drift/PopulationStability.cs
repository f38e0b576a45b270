using Portal.Statistics.Sketches;

namespace Portal.Statistics.Drift;

/// <summary>
/// Population stability index Σ (qᵢ − pᵢ)·ln(qᵢ / pᵢ) over binned counts of a baseline (p) and the present (q): the
/// symmetric divergence of Jeffreys (An invariant form for the prior probability in estimation problems, 1946), named so
/// in Siddiqi, Credit Risk Scorecards, 2006. Bins that are empty on both sides are dropped, B are left, and half a count is
/// added to each: pᵢ = (countᵢ + ½) / (n + B/2), so that an empty bin costs what it must and no more.
/// </summary>
/// <param name="Psi">The index.</param>
/// <param name="BinsUsed">B.</param>
/// <param name="ReferenceN">Values of the baseline in bins.</param>
/// <param name="CurrentN">Values of the present in bins.</param>
public readonly record struct PopulationStability(double Psi, int BinsUsed, long ReferenceN, long CurrentN)
{
    /// <summary>
    /// Psi − (B − 1)·(1/n_ref + 1/n_cur): less what two samples of one distribution differ by on average (Yurdakul and
    /// Naranjo, Statistical properties of the population stability index, Journal of Risk Model Validation 14, 2020). Around
    /// zero without drift, hence at times below it.
    /// </summary>
    public double BiasCorrected => Psi - ((BinsUsed - 1) * ((1.0 / ReferenceN) + (1.0 / CurrentN)));

    /// <summary>The index over decile bins (or single values, or categories); null when either side has no value in a bin.</summary>
    public static PopulationStability? Of(FrozenBins bins, BinCounts current)
    {
        ArgumentNullException.ThrowIfNull(bins);
        ArgumentNullException.ThrowIfNull(current);
        return Of(bins.Deciles(bins.ReferenceCounts), bins.Deciles(current.Counts));
    }

    /// <summary>The index over counts of the same bins; null when either side is empty.</summary>
    /// <exception cref="ArgumentException">The two sides have not the same number of bins.</exception>
    public static PopulationStability? Of(ReadOnlySpan<long> reference, ReadOnlySpan<long> current)
    {
        if (reference.Length != current.Length) throw new ArgumentException($"Counts of {reference.Length} and of {current.Length} bins cannot be compared.", nameof(current));

        var (referenceN, currentN, used) = (0L, 0L, 0);
        for (var i = 0; i < reference.Length; i++)
        {
            referenceN += reference[i];
            currentN += current[i];
            if (reference[i] + current[i] > 0) used++;
        }

        if (referenceN == 0 || currentN == 0) return null;

        var stability = new PopulationStability(0, used, referenceN, currentN);
        var psi = 0.0;
        for (var i = 0; i < reference.Length; i++)
        {
            if (reference[i] + current[i] == 0) continue;
            var (p, q) = stability.Smoothed(reference[i], current[i]);
            psi += (q - p) * Math.Log(q / p);
        }

        return stability with { Psi = psi };
    }

    /// <summary>The shares of one bin, half a count added.</summary>
    internal (double Reference, double Current) Smoothed(long reference, long current) =>
        ((reference + 0.5) / (ReferenceN + (0.5 * BinsUsed)), (current + 0.5) / (CurrentN + (0.5 * BinsUsed)));
}
