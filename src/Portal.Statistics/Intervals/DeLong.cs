using System.Numerics;
using Portal.Statistics.Quality;
using Portal.Statistics.Sketches;

namespace Portal.Statistics.Intervals;

/// <summary>
/// Interval of an area under the ROC curve at 95 % (DeLong, DeLong and Clarke-Pearson, Comparing the areas under two or more
/// correlated receiver operating characteristic curves, Biometrics 44, 1988). Each positive has a placement V, the share of
/// negatives below it (a tie counts half), each negative one likewise, W, the share of positives above it; the area is the
/// mean of either and its variance is s²(V)/m + s²(W)/n. The placements come from midranks (Sun and Xu, Fast implementation
/// of DeLong's algorithm, IEEE Signal Processing Letters 21, 2014), in the time that sorting takes.
/// </summary>
internal static class DeLong
{
    /// <summary>How the interval is named beside a figure.</summary>
    public const string Method = "DeLong, 95 %";

    /// <summary>How the interval of a difference is named beside it.</summary>
    public const string PairedMethod = "DeLong paired, 95 %";

    /// <summary>The area with its interval; null unless both classes occur.</summary>
    public static Estimate? Area(OrderedRows rows)
    {
        var (positives, negatives) = (rows.Positives, rows.N - rows.Positives);
        if (positives == 0 || negatives == 0) return null;

        // Twice the number of rows below is an integer, and so are the sums: neither order nor size of the rows costs a digit.
        var (above, below) = (PlacementSums.None, PlacementSums.None);
        var (seenPositives, seenNegatives) = (0L, 0L);
        for (var from = 0; from < rows.N;)
        {
            var (to, runPositives) = rows.Run(from);
            var runNegatives = to - from - runPositives;
            above = above.With((2 * seenNegatives) + runNegatives, runPositives);
            below = below.With((2 * (positives - seenPositives)) - runPositives, runNegatives);
            seenPositives += runPositives;
            seenNegatives += runNegatives;
            from = to;
        }

        var area = (double)above.Sum / (2.0 * positives * negatives);
        var error = Math.Sqrt(above.VarianceOfMean(positives, negatives) + below.VarianceOfMean(negatives, positives));
        if (error > 0)
        {
            var half = StandardNormal.Z95 * error;
            return new Estimate(area, Math.Max(0, area - half), Math.Min(1, area + half), rows.N, Method);
        }

        // A perfect order shows no variance, and neither does one row a class; the smaller class says how much that proves.
        var interval = Wilson.Score(area, Math.Min(positives, negatives));
        return new Estimate(area, interval.Low, interval.High, rows.N, "Wilson score on the smaller class, 95 %");
    }

    /// <summary>
    /// The area of the second scores less that of the first, of the same rows, whose covariance the placements carry; null unless
    /// both classes occur.
    /// </summary>
    public static Estimate? Gain(ReadOnlySpan<double> first, ReadOnlySpan<double> second, ReadOnlySpan<bool> labels)
    {
        var (positives, negatives) = Difference(Placements(first, labels), Placements(second, labels), labels);
        if (positives.Length == 0 || negatives.Length == 0) return null;

        var difference = positives.Sum() / positives.Length;
        var half = StandardNormal.Z95 * Math.Sqrt(VarianceOfMean(positives) + VarianceOfMean(negatives));
        return new Estimate(difference, Math.Max(-1, difference - half), Math.Min(1, difference + half), labels.Length, PairedMethod);
    }

    /// <summary>Per row the share of the other class that its score wins against.</summary>
    private static double[] Placements(ReadOnlySpan<double> scores, ReadOnlySpan<bool> labels)
    {
        var (positives, negatives) = (Of(scores, labels, true), Of(scores, labels, false));
        var placements = new double[scores.Length];
        for (var i = 0; i < placements.Length; i++)
        {
            var others = labels[i] ? negatives : positives;
            var below = (Ranks.CountBelow(others, scores[i]) + Ranks.CountUpTo(others, scores[i])) / (2.0 * others.Length);
            placements[i] = labels[i] ? below : 1 - below;
        }

        return placements;
    }

    private static double[] Of(ReadOnlySpan<double> scores, ReadOnlySpan<bool> labels, bool label)
    {
        var found = new List<double>();
        for (var i = 0; i < scores.Length; i++)
        {
            if (labels[i] == label) found.Add(scores[i]);
        }

        found.Sort();
        return [.. found];
    }

    // Sorted, so that the order of the rows does not show in the last bit.
    private static (double[] Positives, double[] Negatives) Difference(double[] first, double[] second, ReadOnlySpan<bool> labels)
    {
        var (positives, negatives) = (new List<double>(), new List<double>());
        for (var i = 0; i < first.Length; i++) (labels[i] ? positives : negatives).Add(second[i] - first[i]);
        positives.Sort();
        negatives.Sort();
        return ([.. positives], [.. negatives]);
    }

    private static double VarianceOfMean(double[] placements) =>
        placements.Length < 2 ? 0 : Moments.Of(placements).SquaredDeviations / (placements.Length - 1) / placements.Length;

    /// <summary>Σt and Σt² of twice the placements' counts.</summary>
    private readonly record struct PlacementSums(Int128 Sum, Int128 Squares)
    {
        public static PlacementSums None => default;

        public PlacementSums With(long twice, long times) => times == 0 ? this : new(Sum + ((Int128)twice * times), Squares + ((Int128)twice * twice * times));

        /// <summary>(n·Σt² − (Σt)²) / (n·(n − 1)) / n, on the scale of shares of the others.</summary>
        public double VarianceOfMean(long n, long others) =>
            n < 2 ? 0 : (double)(((BigInteger)n * Squares) - ((BigInteger)Sum * Sum)) / n / (n - 1) / n / (4.0 * others * others);
    }
}
