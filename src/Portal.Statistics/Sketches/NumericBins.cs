using System.Collections.Immutable;

namespace Portal.Statistics.Sketches;

/// <summary>
/// Frozen bins of a numeric feature. More than twenty distinct baseline values: a hundred bins at the percentiles
/// e₁ &lt; e₂ &lt; … (type 7 of Hyndman and Fan, Sample Quantiles in Statistical Packages, The American Statistician 50,
/// 1996), right-closed with open ends: (−∞, e₁], (e₁, e₂], …, (eₖ, ∞). A percentile that occurs twice or more is an atom
/// and splits its bin into (prev, a) and {a}, for mass that moves from just there to just below would else be invisible.
/// Twenty distinct values or fewer: one bin a value, and a last one for every other value.
/// </summary>
public sealed class NumericBins : FrozenBins
{
    private const int Percentiles = 99;
    private const int MaximumDistinctValues = 20;

    // Seven halvings need a table of 128; what is not an edge is +∞ and lies above every finite value.
    private const int TableSize = 128;

    // To add up what the grid counted costs as much as finding a few hundred values one by one.
    private const int GridFrom = 1024;

    // So many are found, added up and squared while they are near the processor.
    private const int Block = 16 * 1024;

    private readonly string _kind;
    private readonly double[] _points;
    private readonly double[] _table = new double[TableSize];
    private readonly int[] _binAtEdge = new int[TableSize];
    private readonly int[] _binBelowEdge = new int[TableSize];
    private readonly int[] _decileOfBin;
    private readonly BinLayout _deciles;
    private readonly EdgeGrid? _grid;

    private NumericBins(string kind, double[] points, BinLayout layout, BinLayout deciles, BinCounts? reference)
        : base(layout.Size, reference ?? BinCounts.WithSums(layout.Size))
    {
        _kind = kind;
        _points = points;
        _decileOfBin = kind == FrozenBinsState.Quantile ? layout.RollUpTo(deciles) : [.. Enumerable.Range(0, layout.Size)];
        _deciles = deciles;
        Edges = [.. layout.Edges];
        Atoms = [.. layout.Atoms];

        Array.Fill(_table, double.PositiveInfinity);
        layout.Edges.CopyTo(_table, 0);
        layout.BinAtEdge.CopyTo(_binAtEdge, 0);
        layout.BinBelowEdge.CopyTo(_binBelowEdge, 0);
        _grid = EdgeGrid.Of(_table, layout.Edges.Length);
    }

    /// <summary>The distinct edges in ascending order; of discrete bins, their values.</summary>
    public ImmutableArray<double> Edges { get; }

    /// <summary>The edges that have a bin of their own beside the one below them.</summary>
    public ImmutableArray<double> Atoms { get; }

    /// <summary>The distinct edges of the bins that <see cref="Deciles"/> counts; of discrete bins, their values.</summary>
    public ImmutableArray<double> DecileEdges => [.. _deciles.Edges];

    /// <summary>The deciles that have a bin of their own beside the one below them.</summary>
    public ImmutableArray<double> DecileAtoms => [.. _deciles.Atoms];

    /// <summary>True: one bin a value and a last one for the rest. False: bins between percentiles.</summary>
    public bool IsDiscrete => _kind == FrozenBinsState.Discrete;

    /// <summary>Makes the bins of a baseline and counts it into them. NaN is missing, an infinity is invalid.</summary>
    public static NumericBins Freeze(ReadOnlySpan<double> reference)
    {
        var sorted = Array.FindAll(reference.ToArray(), double.IsFinite);
        Array.Sort(sorted);

        var distinct = BinLayout.Distinct(sorted);
        var bins = distinct.Length <= MaximumDistinctValues
            ? OfValues(distinct, reference: null)
            : OfPercentiles(Type7Quantile.Percentiles(sorted, Percentiles), reference: null);

        // In their order, so that the order of the rows leaves no trace in the sums either.
        bins.Count(sorted, bins.Reference);
        foreach (var value in reference)
        {
            if (double.IsNaN(value)) bins.Reference.AddMissing();
            else if (double.IsInfinity(value)) bins.Reference.AddInvalid();
        }

        return bins;
    }

    internal static NumericBins OfPercentiles(double[] percentiles, BinCounts? reference)
    {
        if (percentiles.Length != Percentiles) throw new ArgumentException($"There are {percentiles.Length} percentiles in place of {Percentiles}.", nameof(percentiles));
        MustAscend(percentiles);

        var fine = BinLayout.Between(percentiles);
        var coarse = BinLayout.Between([.. percentiles.Where((_, i) => (i + 1) % 10 == 0)]);
        return new NumericBins(FrozenBinsState.Quantile, percentiles, fine, coarse, reference);
    }

    internal static NumericBins OfValues(double[] values, BinCounts? reference)
    {
        if (values.Length > MaximumDistinctValues) throw new ArgumentException($"There are {values.Length} values, more than {MaximumDistinctValues}.", nameof(values));
        MustAscend(values);

        var layout = BinLayout.OneEach(values);
        return new NumericBins(FrozenBinsState.Discrete, values, layout, layout, reference);
    }

    /// <inheritdoc/>
    public override BinCounts NewCounts() => BinCounts.WithSums(Size);

    /// <summary>Counts one value.</summary>
    public void Count(double value, BinCounts into) => Count(new ReadOnlySpan<double>(in value), into);

    /// <summary>Counts values and adds them up, without allocating. Beyond ±1e140 a value adds that much, so that a sum stays finite.</summary>
    /// <exception cref="ArgumentException"><paramref name="into"/> has not as many counts as there are bins.</exception>
    public void Count(ReadOnlySpan<double> values, BinCounts into)
    {
        ArgumentNullException.ThrowIfNull(into);
        into.MustFit(Size);
        for (var start = 0; start < values.Length; start += Block)
        {
            var block = values.Slice(start, Math.Min(Block, values.Length - start));
            if (BlockMoments.Of(block) is not { } moments)
            {
                CountLarge(block, into);
                continue;
            }

            if (_grid is { } grid && block.Length >= GridFrom) CountBy(grid, block, into);
            else CountEach(block, into);
            into.AddMoments(moments);
        }
    }

    /// <inheritdoc/>
    public override long[] Deciles(ReadOnlySpan<long> counts)
    {
        MustBeOneCountPerBin(counts);

        var deciles = new long[_deciles.Size];
        for (var bin = 0; bin < counts.Length; bin++) deciles[_decileOfBin[bin]] += counts[bin];
        return deciles;
    }

    /// <inheritdoc/>
    public override FrozenBinsState ToState() => new(_kind, [.. _points], null, Reference.ToState());

    private void CountEach(ReadOnlySpan<double> values, BinCounts into)
    {
        foreach (var value in values)
        {
            if (double.IsFinite(value)) into.AddTo(BinOf(value), 1, value);
            else if (double.IsNaN(value)) into.AddMissing();
            else into.AddInvalid();
        }
    }

    private void CountLarge(ReadOnlySpan<double> values, BinCounts into)
    {
        foreach (var value in values)
        {
            if (double.IsFinite(value))
            {
                var added = Math.Clamp(value, -Moments.LargestAdded, Moments.LargestAdded);
                into.AddTo(BinOf(value), 1, added);
                into.AddMoments(Moments.None.With(added));
            }
            else if (double.IsNaN(value)) into.AddMissing();
            else into.AddInvalid();
        }
    }

    private void CountBy(EdgeGrid grid, ReadOnlySpan<double> values, BinCounts into)
    {
        Span<long> slots = stackalloc long[2 * TableSize];
        Span<double> sums = stackalloc double[2 * TableSize];
        var (missing, invalid) = grid.Count(values, slots, sums);
        for (var edge = 0; edge < TableSize; edge++)
        {
            into.AddTo(_binBelowEdge[edge], slots[2 * edge], sums[2 * edge]);
            into.AddTo(_binAtEdge[edge], slots[(2 * edge) + 1], sums[(2 * edge) + 1]);
        }

        into.AddMissing(missing);
        into.AddInvalid(invalid);
    }

    // The number of edges below the value, found in seven steps without a branch that depends on the data: a comparison is
    // made a number, which the compiler does without a jump, and shifted to the step.
    private int BinOf(double value)
    {
        var table = _table;
        var edge = 0;
        for (var shift = 6; shift >= 0; shift--) edge += (table[edge + (1 << shift) - 1] < value ? 1 : 0) << shift;

        return table[edge] == value ? _binAtEdge[edge] : _binBelowEdge[edge];
    }

    private static void MustAscend(double[] points)
    {
        for (var i = 0; i < points.Length; i++)
        {
            if (!double.IsFinite(points[i]) || (i > 0 && points[i - 1] > points[i]))
                throw new ArgumentException("The points between bins must be finite and ascend.", nameof(points));
        }
    }
}
