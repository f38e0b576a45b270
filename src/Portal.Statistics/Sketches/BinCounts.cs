namespace Portal.Statistics.Sketches;

/// <summary>
/// How many values fell into each bin of one <see cref="FrozenBins"/>, and how many into none. Merging is addition of
/// integers, so that chunks, nodes and replays give the same counts in whatever order they are put together.
/// </summary>
/// <remarks>Not safe for concurrent writing: one writer each, then <see cref="Merge"/>.</remarks>
public sealed class BinCounts
{
    private readonly long[] _counts;

    internal BinCounts(int bins) => _counts = new long[bins];

    private BinCounts(long[] counts, long missing, long invalid) => (_counts, Missing, Invalid) = (counts, missing, invalid);

    /// <summary>One count per bin, in the order of the bins.</summary>
    public ReadOnlySpan<long> Counts => _counts;

    /// <summary>Values that were absent: NaN of a number, null of a category.</summary>
    public long Missing { get; private set; }

    /// <summary>Values that are no number one could compute with: positive or negative infinity.</summary>
    public long Invalid { get; private set; }

    /// <summary>Values that are in a bin; the n of every statistic.</summary>
    public long N
    {
        get
        {
            var n = 0L;
            foreach (var count in _counts) n += count;
            return n;
        }
    }

    /// <summary>All values seen: in a bin, missing or invalid.</summary>
    public long Rows => N + Missing + Invalid;

    /// <summary>Adds the counts of <paramref name="other"/> to these.</summary>
    /// <exception cref="ArgumentException">The two have not the same number of bins.</exception>
    public void Merge(BinCounts other)
    {
        ArgumentNullException.ThrowIfNull(other);
        MustFit(other._counts.Length);

        for (var i = 0; i < _counts.Length; i++) _counts[i] += other._counts[i];
        Missing += other.Missing;
        Invalid += other.Invalid;
    }

    /// <summary>A copy to store.</summary>
    public BinCountsState ToState() => new([.. _counts], Missing, Invalid);

    /// <exception cref="ArgumentException">A count is negative.</exception>
    public static BinCounts FromState(BinCountsState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (state.Missing < 0 || state.Invalid < 0 || state.Counts.Any(count => count < 0))
            throw new ArgumentException("A count of values cannot be negative.", nameof(state));

        return new BinCounts([.. state.Counts], state.Missing, state.Invalid);
    }

    internal void AddTo(int bin, long values = 1) => _counts[bin] += values;

    internal void AddMissing(long values = 1) => Missing += values;

    internal void AddInvalid(long values = 1) => Invalid += values;

    internal void MustFit(int bins)
    {
        if (bins != _counts.Length)
            throw new ArgumentException($"Counts of {_counts.Length} bins do not fit {bins} bins.");
    }
}
