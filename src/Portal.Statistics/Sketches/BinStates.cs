namespace Portal.Statistics.Sketches;

/// <summary>What <see cref="BinCounts"/> stores: plain integers.</summary>
public sealed record BinCountsState(IReadOnlyList<long> Counts, long Missing, long Invalid);

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
