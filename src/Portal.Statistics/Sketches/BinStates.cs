namespace Portal.Statistics.Sketches;

/// <summary>What <see cref="BinCounts"/> stores.</summary>
/// <param name="Counts">One a bin.</param>
/// <param name="Missing">Absent values.</param>
/// <param name="Invalid">Infinities.</param>
/// <param name="Sums">One a bin; null for categories, and in what was stored before there were any.</param>
/// <param name="Moments">Of the values in bins; null without any, or without sums.</param>
public sealed record BinCountsState(IReadOnlyList<long> Counts, long Missing, long Invalid, IReadOnlyList<double>? Sums = null, MomentsState? Moments = null);

/// <summary>What <see cref="Moments"/> stores beside the count, which is that of the bins.</summary>
public sealed record MomentsState(double Mean, double SquaredDeviations, double Minimum, double Maximum);

/// <summary>
/// What <see cref="FrozenBins"/> stores. All numbers are finite, so that JSON keeps them to the bit.
/// </summary>
/// <param name="Kind"><c>quantile</c>, <c>discrete</c> or <c>categorical</c>.</param>
/// <param name="Points">
/// Quantile: the 99 percentiles of the baseline, duplicates included, for edges, atoms and deciles all follow from them.
/// Discrete: the distinct values. Categorical: null.
/// </param>
/// <param name="Categories">Categorical: the categories that have a bin, in ordinal order. Otherwise null.</param>
/// <param name="Reference">The baseline's own counts.</param>
public sealed record FrozenBinsState(string Kind, IReadOnlyList<double>? Points, IReadOnlyList<string>? Categories, BinCountsState Reference)
{
    internal const string Quantile = "quantile";
    internal const string Discrete = "discrete";
    internal const string Categorical = "categorical";
}
