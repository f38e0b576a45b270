namespace Portal.Statistics.Sketches;

/// <summary>
/// Bins made from a baseline alone and never changed after, together with the baseline's counts. What comes later is
/// counted into the same bins, so that no value of the present, however wild, moves an edge.
/// </summary>
public abstract class FrozenBins
{
    private protected FrozenBins(int size, BinCounts reference)
    {
        reference.MustFit(size);
        Size = size;
        Reference = reference;
    }

    /// <summary>The number of bins.</summary>
    public int Size { get; }

    /// <summary>The baseline's count in each bin.</summary>
    public ReadOnlySpan<long> ReferenceCounts => Reference.Counts;

    /// <summary>The baseline's values that are in a bin.</summary>
    public long ReferenceN => Reference.N;

    /// <summary>The baseline's absent values.</summary>
    public long ReferenceMissing => Reference.Missing;

    /// <summary>The baseline's infinities.</summary>
    public long ReferenceInvalid => Reference.Invalid;

    /// <summary>All values of the baseline: in a bin, missing or invalid.</summary>
    public long ReferenceRows => Reference.Rows;

    /// <summary>What the baseline's values add up to, by bin; empty for categories, and in a baseline that was frozen before sums were kept.</summary>
    public ReadOnlySpan<double> ReferenceSums => Reference.Sums;

    /// <summary>Of the baseline's values in bins; null where <see cref="ReferenceSums"/> is empty.</summary>
    public Moments? ReferenceMoments => Reference.Moments;

    /// <summary>Empty counts over these bins.</summary>
    public abstract BinCounts NewCounts();

    /// <summary>
    /// The counts on the scale that figures are reported on. Percentile bins roll up to decile bins exactly, since every
    /// tenth percentile is a decile; bins of single values and of categories stay as they are.
    /// </summary>
    /// <exception cref="ArgumentException"><paramref name="counts"/> does not have one count per bin.</exception>
    public abstract long[] Deciles(ReadOnlySpan<long> counts);

    /// <summary>A copy to store; <see cref="FromState"/> makes the same bins of it.</summary>
    public abstract FrozenBinsState ToState();

    /// <exception cref="ArgumentException">The state was not made by <see cref="ToState"/>.</exception>
    public static FrozenBins FromState(FrozenBinsState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var reference = BinCounts.FromState(state.Reference);

        return state switch
        {
            { Kind: FrozenBinsState.Quantile, Points: { } percentiles, Categories: null } => NumericBins.OfPercentiles([.. percentiles], reference),
            { Kind: FrozenBinsState.Discrete, Points: { } values, Categories: null } => NumericBins.OfValues([.. values], reference),
            { Kind: FrozenBinsState.Categorical, Points: null, Categories: { } categories } => CategoricalBins.OfCategories([.. categories], reference),
            _ => throw new ArgumentException($"Bins of kind '{state.Kind}' are not stored in this form.", nameof(state)),
        };
    }

    // The counts can be added to, so only a bin's own maker sees them.
    private protected BinCounts Reference { get; }

    private protected void MustBeOneCountPerBin(ReadOnlySpan<long> counts)
    {
        if (counts.Length != Size) throw new ArgumentException($"There are {Size} bins but {counts.Length} counts.", nameof(counts));
    }
}
