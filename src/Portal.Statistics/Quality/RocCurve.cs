using System.Collections.Immutable;

namespace Portal.Statistics.Quality;

/// <summary>One point of a ROC curve: what is let through wrongly, and what rightly, when everything above a score is taken.</summary>
public sealed record RocPoint(double FalsePositiveRate, double TruePositiveRate);

/// <summary>The curve whose area is <see cref="RocAuc"/>.</summary>
public static class RocCurve
{
    /// <summary>From (0, 0) to (1, 1), equal scores being one step, thinned to at most <paramref name="most"/> points; empty unless both classes occur.</summary>
    public static ImmutableArray<RocPoint> Of(ReadOnlySpan<double> scores, ReadOnlySpan<bool> labels, int most)
    {
        Rows.MustPair(scores, labels.Length);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 3);

        var order = scores.ToArray();
        var positive = labels.ToArray();
        Array.Sort(order, positive);
        var (positives, negatives) = (positive.Count(label => label), positive.Count(label => !label));
        if (positives == 0 || negatives == 0) return [];

        List<RocPoint> points = [new(0, 0)];
        var (hits, misses) = (0, 0);
        for (var i = order.Length - 1; i >= 0; i--)
        {
            if (positive[i]) hits++;
            else misses++;
            if (i == 0 || order[i - 1] != order[i]) points.Add(new((double)misses / negatives, (double)hits / positives));
        }

        // Evenly along the points, both ends kept: between two of them lies less than one part in `most` of the rows.
        return points.Count <= most
            ? [.. points]
            : [.. Enumerable.Range(0, most).Select(i => points[(int)((long)i * (points.Count - 1) / (most - 1))])];
    }
}
