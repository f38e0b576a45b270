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
internal sealed class DeLong
{
    /// <summary>How the interval is named beside a figure.</summary>
    public const string Method = "DeLong, 95 %";

    private readonly double[] _positives;
    private readonly double[] _negatives;

    private DeLong(double area, double[] positives, double[] negatives) => (Area, _positives, _negatives) = (area, positives, negatives);

    /// <summary>Of all pairs of a positive and a negative, the share in which the positive has the higher score; a tie is half.</summary>
    public double Area { get; }

    /// <summary>Null unless both classes occur.</summary>
    public static DeLong? Of(ReadOnlySpan<double> scores, ReadOnlySpan<bool> labels)
    {
        var (positives, negatives) = Split(scores, labels);
        if (positives.Length == 0 || negatives.Length == 0) return null;

        var sortedPositives = Sorted(positives);
        var sortedNegatives = Sorted(negatives);
        double[] above = [.. positives.Select(score => TwiceBelow(sortedNegatives, score))];
        double[] below = [.. negatives.Select(score => (2.0 * positives.Length) - TwiceBelow(sortedPositives, score))];

        // Twice the number of pairs won is an integer, so that no order of the rows changes the sum.
        var area = above.Sum() / (2.0 * positives.Length * negatives.Length);
        return new DeLong(
            area,
            [.. above.Select(twice => twice / (2.0 * negatives.Length))],
            [.. below.Select(twice => twice / (2.0 * positives.Length))]);
    }

    /// <summary>The area with its interval.</summary>
    public Estimate Estimate()
    {
        var n = _positives.Length + _negatives.Length;
        var error = StandardError(_positives, _negatives);
        if (error > 0)
        {
            var half = StandardNormal.Z95 * error;
            return new Estimate(Area, Math.Max(0, Area - half), Math.Min(1, Area + half), n, Method);
        }

        // A perfect order shows no variance, and neither does one row a class; the smaller class says how much that proves.
        var interval = Wilson.Score(Area, Math.Min(_positives.Length, _negatives.Length));
        return new Estimate(Area, interval.Low, interval.High, n, "Wilson score on the smaller class, 95 %");
    }

    /// <summary>This area less the other's, of scores for the same rows, whose covariance the placements carry.</summary>
    public Estimate Less(DeLong other)
    {
        var difference = Area - other.Area;
        var half = StandardNormal.Z95 * StandardError(
            [.. _positives.Zip(other._positives, (mine, theirs) => mine - theirs)],
            [.. _negatives.Zip(other._negatives, (mine, theirs) => mine - theirs)]);
        return new Estimate(difference, Math.Max(-1, difference - half), Math.Min(1, difference + half), _positives.Length + _negatives.Length, "DeLong paired, 95 %");
    }

    private static double StandardError(double[] positives, double[] negatives) =>
        Math.Sqrt(VarianceOfMean(positives) + VarianceOfMean(negatives));

    private static double VarianceOfMean(double[] placements)
    {
        if (placements.Length < 2) return 0;

        // Sorted, so that the order of the rows does not show in the last bit.
        return Moments.Of(Sorted(placements)).SquaredDeviations / (placements.Length - 1) / placements.Length;
    }

    private static (double[] Positives, double[] Negatives) Split(ReadOnlySpan<double> scores, ReadOnlySpan<bool> labels)
    {
        var (positives, negatives) = (new List<double>(), new List<double>());
        for (var i = 0; i < scores.Length; i++) (labels[i] ? positives : negatives).Add(scores[i]);
        return ([.. positives], [.. negatives]);
    }

    private static double[] Sorted(double[] values)
    {
        double[] sorted = [.. values];
        Array.Sort(sorted);
        return sorted;
    }

    private static double TwiceBelow(double[] sorted, double score) => Ranks.CountBelow(sorted, score) + Ranks.CountUpTo(sorted, score);
}
