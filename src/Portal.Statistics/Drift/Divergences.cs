namespace Portal.Statistics.Drift;

/// <summary>
/// How far apart two distributions over the same bins are, p of the baseline and q of the present. Bins that are empty on both
/// sides are dropped, B are left. Smoothed means (count + ½) / (n + B/2), see <see cref="PopulationStability"/>; raw means
/// count / n.
/// </summary>
/// <param name="Stability">The population stability index over the smoothed shares.</param>
/// <param name="PsiFloor">The index over raw shares of at least 0.0001, not rescaled: what tools that floor report.</param>
/// <param name="PsiRaw">The index over raw shares; null when a bin that is left is empty on one side.</param>
/// <param name="KlCurrentReference">
/// Σ q·ln(q/p), smoothed, in nats (Kullback and Leibler, On information and sufficiency, Annals of Mathematical Statistics 22,
/// 1951).
/// </param>
/// <param name="KlReferenceCurrent">Σ p·ln(p/q), likewise.</param>
/// <param name="JsDivergence">
/// ½·KL(p‖m) + ½·KL(q‖m) with m = (p + q)/2, raw, in bits, hence between 0 and 1 (Lin, Divergence measures based on the Shannon
/// entropy, IEEE Transactions on Information Theory 37, 1991).
/// </param>
/// <param name="Hellinger">√(1 − Σ √(p·q)), raw (Hellinger, Neue Begründung der Theorie quadratischer Formen, Crelle 136, 1909).</param>
/// <param name="TotalVariation">½·Σ |q − p|, raw.</param>
/// <param name="BinnedKs">max |P − Q| of the cumulated raw shares at the ends of the bins: at most the statistic of the values themselves.</param>
public sealed record Divergences(
    PopulationStability Stability,
    double PsiFloor,
    double? PsiRaw,
    double KlCurrentReference,
    double KlReferenceCurrent,
    double JsDivergence,
    double Hellinger,
    double TotalVariation,
    double BinnedKs)
{
    private const double Floor = 1e-4;

    /// <summary>√ of the Jensen-Shannon divergence, which unlike it is a metric (Endres and Schindelin, A new metric for probability distributions, IEEE Transactions on Information Theory 49, 2003).</summary>
    public double JsDistance => Math.Sqrt(JsDivergence);

    /// <summary>Of counts of the same bins; null when either side is empty.</summary>
    /// <exception cref="ArgumentException">The two sides have not the same number of bins.</exception>
    public static Divergences? Of(ReadOnlySpan<long> reference, ReadOnlySpan<long> current)
    {
        if (PopulationStability.Of(reference, current) is not { } stability) return null;

        var (floor, raw, klCurrent, klReference, js, squares, variation) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0);
        var (seenReference, seenCurrent, binnedKs, isRaw) = (0L, 0L, 0.0, true);
        for (var i = 0; i < reference.Length; i++)
        {
            if (reference[i] + current[i] == 0) continue;
            isRaw &= reference[i] > 0 && current[i] > 0;

            var (p, q) = stability.Smoothed(reference[i], current[i]);
            klCurrent += q * Math.Log(q / p);
            klReference += p * Math.Log(p / q);

            (p, q) = ((double)reference[i] / stability.ReferenceN, (double)current[i] / stability.CurrentN);
            floor += Symmetric(Math.Max(p, Floor), Math.Max(q, Floor));
            raw += isRaw ? Symmetric(p, q) : 0;
            js += (Bits(p, (p + q) / 2) + Bits(q, (p + q) / 2)) / 2;
            squares += Math.Pow(Math.Sqrt(p) - Math.Sqrt(q), 2);
            variation += Math.Abs(q - p) / 2;

            seenReference += reference[i];
            seenCurrent += current[i];
            binnedKs = Math.Max(binnedKs, Math.Abs(((double)seenReference / stability.ReferenceN) - ((double)seenCurrent / stability.CurrentN)));
        }

        // ½·Σ (√p − √q)² is 1 − Σ √(pq) without the difference of two numbers near 1.
        return new Divergences(
            stability, floor, isRaw ? raw : null, Math.Max(0, klCurrent), Math.Max(0, klReference),
            Math.Clamp(js, 0, 1), Math.Min(1, Math.Sqrt(squares / 2)), Math.Min(1, variation), binnedKs);
    }

    private static double Symmetric(double p, double q) => (q - p) * Math.Log(q / p);

    private static double Bits(double share, double of) => share > 0 ? share * Math.Log2(share / of) : 0;
}
