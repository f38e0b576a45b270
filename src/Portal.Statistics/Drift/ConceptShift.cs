namespace Portal.Statistics.Drift;

/// <summary>
/// Whether the same scores lead to other labels than they did. In each band of the score the labels of two samples are compared: the effect
/// is the total variation between them, less what two samples of such sizes differ by without any difference (half the sum over labels
/// of √(2/π · p(1 − p)(1/n + 1/m)), the mean of a folded normal), weighted by how many rows of the present lie in the band. The test adds
/// the homogeneity chi-squares of the bands and their degrees of freedom, which is the test of independence given the band.
/// </summary>
/// <param name="Effect">The share of labels that came out otherwise, at the scores that they had.</param>
/// <param name="P">The chance of as much without a difference.</param>
/// <param name="N">Labels of the present in bands that both have.</param>
public sealed record ConceptShift(double Effect, double P, long N)
{
    /// <summary>Null where no band has labels of both.</summary>
    /// <param name="reference">By band, how often each label came.</param>
    /// <param name="current">Likewise.</param>
    public static ConceptShift? Between(IReadOnlyDictionary<int, IReadOnlyDictionary<string, long>> reference, IReadOnlyDictionary<int, IReadOnlyDictionary<string, long>> current)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(current);

        var (statistic, freedom, n, effect) = (0.0, 0, 0L, 0.0);
        foreach (var (band, now) in current)
        {
            if (!reference.TryGetValue(band, out var then) || then.Values.Sum() is not (> 0 and var before) || now.Values.Sum() is not (> 0 and var rows))
                continue;

            var labels = then.Keys.Union(now.Keys).Order(StringComparer.Ordinal).ToList();
            var test = ChiSquare.Pooled([.. labels.Select(label => then.GetValueOrDefault(label))], [.. labels.Select(label => now.GetValueOrDefault(label))]);
            (statistic, freedom, n) = (statistic + test.Statistic, freedom + test.DegreesOfFreedom, n + rows);
            effect += rows * Math.Max(0, labels.Sum(label => Beyond(then.GetValueOrDefault(label), before, now.GetValueOrDefault(label), rows)) / 2);
        }

        return n == 0 ? null : new ConceptShift(effect / n, ChiSquare.Tail(statistic, freedom), n);
    }

    /// <summary>By how much a label's share differs beyond what chance explains.</summary>
    private static double Beyond(long then, long before, long now, long rows)
    {
        var p = (double)(then + now) / (before + rows);
        return Math.Abs(((double)then / before) - ((double)now / rows)) - Math.Sqrt(2 / Math.PI * p * (1 - p) * ((1.0 / before) + (1.0 / rows)));
    }
}
