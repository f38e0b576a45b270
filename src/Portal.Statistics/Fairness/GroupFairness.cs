using System.Collections.Immutable;
using Portal.Statistics.Intervals;
using Portal.Statistics.Quality;

namespace Portal.Statistics.Fairness;

/// <summary>
/// How differently the groups of a protected attribute are treated by yes-or-no predictions. A group without the denominator of a
/// rate is left out of that rate, and a range over fewer than two groups is null: 0 would read as perfectly fair.
/// </summary>
/// <param name="Groups">Counts per group, in ordinal order.</param>
public sealed record GroupFairness(ImmutableSortedDictionary<string, ClassCounts> Groups)
{
    /// <summary>The rows of the smallest group, on which every range rests; null without groups.</summary>
    public long? SmallestGroup => Groups.IsEmpty ? null : Groups.Values.Min(group => group.N);

    /// <summary>Every group has a true and a false positive rate.</summary>
    public bool IsComplete => Groups.Values.All(group => group.Positives > 0 && group.Negatives > 0);

    /// <summary>
    /// max − min of the rate at which a group is predicted positive (Calders and Verwer, Three naive Bayes approaches for
    /// discrimination-free classification, Data Mining and Knowledge Discovery 21, 2010).
    /// </summary>
    public Estimate? DemographicParityDifference => Range(group => (group.Predicted, group.N));

    /// <summary>min / max of the same rate; null when nobody is predicted positive, or there are fewer than two groups.</summary>
    public double? DemographicParityRatio
    {
        get
        {
            double[] rates = [.. Groups.Values.Select(group => group.SelectionRate).OfType<Estimate>().Select(rate => rate.Value)];
            return rates.Length > 1 && rates.Max() > 0 ? rates.Min() / rates.Max() : null;
        }
    }

    /// <summary>max − min of the true positive rate (Hardt, Price and Srebro, Equality of opportunity in supervised learning, NIPS 2016).</summary>
    public Estimate? EqualOpportunityDifference => Range(group => (group.TruePositives, group.Positives));

    /// <summary>max − min of the false positive rate.</summary>
    public Estimate? FalsePositiveRateDifference => Range(group => (group.FalsePositives, group.Negatives));

    /// <summary>The larger of the two ranges before (Hardt, Price and Srebro 2016); null when either is.</summary>
    public Estimate? EqualizedOddsDifference =>
        EqualOpportunityDifference is { } ofPositives && FalsePositiveRateDifference is { } ofNegatives
            ? ofPositives.Value >= ofNegatives.Value ? ofPositives : ofNegatives
            : null;

    /// <summary>Counts rows of a label, a prediction and a group.</summary>
    public static GroupFairness Of(IEnumerable<(bool Label, bool Prediction, string Group)> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);

        var groups = new Dictionary<string, ClassCounts>(StringComparer.Ordinal);
        foreach (var (label, prediction, group) in rows) groups[group] = groups.GetValueOrDefault(group).With(prediction, label);
        return new GroupFairness(groups.ToImmutableSortedDictionary(StringComparer.Ordinal));
    }

    /// <summary>One group held against another; null when either has no rows.</summary>
    public GroupComparison? Between(string unprivileged, string privileged) =>
        Groups.TryGetValue(unprivileged, out var first) && Groups.TryGetValue(privileged, out var second) && first.N > 0 && second.N > 0
            ? new GroupComparison(first, second)
            : null;

    // The interval is that of the two groups at the ends. With many groups the ends are chosen by chance too, so that the range
    // reads high; the size of the smallest group stands beside it for that.
    private Estimate? Range(Func<ClassCounts, (long Hits, long Rows)> rate)
    {
        List<(long Hits, long Rows)> rates = [.. Groups.Values.Select(rate).Where(found => found.Rows > 0)];
        if (rates.Count < 2) return null;

        var (low, high) = (rates.MinBy(Share), rates.MaxBy(Share));
        return Newcombe.Difference(low.Hits, low.Rows, high.Hits, high.Rows) is { } range
            ? range with { Low = Math.Max(0, range.Low), N = rates.Min(found => found.Rows) }
            : null;
    }

    private static double Share((long Hits, long Rows) rate) => (double)rate.Hits / rate.Rows;
}
