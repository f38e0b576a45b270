namespace Portal.Statistics.Sketches;

/// <summary>
/// How many values fell into each bin of one <see cref="FrozenBins"/>, and how many into none; of numbers also what each bin adds
/// up to, and their moments. Merging is addition: chunks, nodes and replays give the same counts in whatever order they are put
/// together, and the same sums to a relative 1e-9.
/// </summary>
/// <remarks>Not safe for concurrent writing: one writer each, then <see cref="Merge"/>.</remarks>
public sealed class BinCounts
{
    private readonly long[] _counts;
    private double[]? _sums;

    internal BinCounts(int bins) => _counts = new long[bins];

    private BinCounts(long[] counts, double[]? sums, Moments? moments, long missing, long invalid) =>
        (_counts, _sums, Moments, Missing, Invalid) = (counts, sums, moments, missing, invalid);

    /// <summary>One count per bin, in the order of the bins.</summary>
    public ReadOnlySpan<long> Counts => _counts;

    /// <summary>What the values of each bin add up to; empty for categories, and where counts of an older form are among them, which had none.</summary>
    public ReadOnlySpan<double> Sums => _sums;

    /// <summary>Of the values in bins; null where <see cref="Sums"/> is empty.</summary>
    public Moments? Moments { get; private set; }

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

    /// <summary>Adds what <paramref name="other"/> has counted to this.</summary>
    /// <exception cref="ArgumentException">The two have not the same number of bins.</exception>
    public void Merge(BinCounts other)
    {
        ArgumentNullException.ThrowIfNull(other);
        MustFit(other._counts.Length);

        if (other.N > 0) MergeSums(other);
        for (var i = 0; i < _counts.Length; i++) _counts[i] += other._counts[i];
        Missing += other.Missing;
        Invalid += other.Invalid;
    }

    /// <summary>Counts rows that had no value.</summary>
    public void AddMissing(long values = 1) => Missing += values;

    /// <summary>A copy to store.</summary>
    public BinCountsState ToState() => new(
        [.. _counts], Missing, Invalid, _sums is null ? null : [.. _sums],
        Moments is { N: > 0 } moments ? new MomentsState(moments.Mean, moments.SquaredDeviations, moments.Minimum, moments.Maximum) : null);

    /// <exception cref="ArgumentException">A count is negative, or the sums are not those of these counts.</exception>
    public static BinCounts FromState(BinCountsState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (state.Missing < 0 || state.Invalid < 0 || state.Counts.Any(count => count < 0))
            throw new ArgumentException("A count of values cannot be negative.", nameof(state));
        if (state.Sums is not { } sums)
            return new BinCounts([.. state.Counts], null, null, state.Missing, state.Invalid);
        if (sums.Count != state.Counts.Count || !sums.All(double.IsFinite))
            throw new ArgumentException("Each bin has one finite sum.", nameof(state));

        var n = state.Counts.Sum();
        if ((n > 0) != state.Moments is not null)
            throw new ArgumentException("Values that were added up have moments.", nameof(state));
        var moments = state.Moments is { } kept ? new Moments(n, kept.Mean, kept.SquaredDeviations, kept.Minimum, kept.Maximum) : Sketches.Moments.None;
        return new BinCounts([.. state.Counts], [.. sums], moments, state.Missing, state.Invalid);
    }

    /// <summary>Empty counts that add up as well.</summary>
    internal static BinCounts WithSums(int bins) => new(new long[bins], new double[bins], Sketches.Moments.None, 0, 0);

    internal void AddTo(int bin, long values = 1) => _counts[bin] += values;

    internal void AddTo(int bin, long values, double sum)
    {
        _counts[bin] += values;
        if (_sums is not null) _sums[bin] += sum;
    }

    internal void AddMoments(Moments values) => Moments = Moments?.Merge(values);

    internal void AddInvalid(long values = 1) => Invalid += values;

    internal void MustFit(int bins)
    {
        if (bins != _counts.Length)
            throw new ArgumentException($"Counts of {_counts.Length} bins do not fit {bins} bins.");
    }

    // What was counted without sums makes the whole one without: half a sum would be wrong and look right.
    private void MergeSums(BinCounts other)
    {
        if (N == 0 || _sums is null || other._sums is null)
        {
            (_sums, Moments) = N == 0 && other._sums is not null ? ([.. other._sums], other.Moments) : ((double[]?)null, (Moments?)null);
            return;
        }

        for (var i = 0; i < _sums.Length; i++) _sums[i] += other._sums[i];
        Moments = other.Moments is { } moments ? Moments?.Merge(moments) : null;
    }
}
