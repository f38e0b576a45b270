using Portal.Statistics.Quality;

namespace Portal.Evaluation.Figures;

/// <summary>Rows, parted once by each segment and protected attribute that they name; figures of all slices are then made in one pass over columns.</summary>
internal sealed class SlicedRows
{
    /// <summary>Too little to say anything of: such a segment or group is still counted in the whole.</summary>
    private const int LeastOfSlice = 2;

    private readonly (SliceKind Kind, Partition Partition)[] _parted;
    private readonly HashSet<Slice> _slices;
    private readonly int[] _asTheyCame;

    public SlicedRows(IReadOnlyList<MeasuredRow> rows)
    {
        Rows = rows;
        _asTheyCame = [.. Enumerable.Range(0, rows.Count)];
        _parted = [.. Part(rows, SliceKind.Segment, row => row.Segments), .. Part(rows, SliceKind.Group, row => row.Groups)];
        _slices = [.. Parts(_asTheyCame).Where(part => part.Rows.Length >= LeastOfSlice).Select(part => part.Slice)];
    }

    public IReadOnlyList<MeasuredRow> Rows { get; }

    public T[] Column<T>(Func<MeasuredRow, T> value)
    {
        var column = new T[Rows.Count];
        for (var row = 0; row < column.Length; row++)
            column[row] = value(Rows[row]);
        return column;
    }

    /// <summary>All rows, then each slice, in the order that they came in.</summary>
    public IEnumerable<(Slice Slice, int[] Rows)> Split() => Split(_asTheyCame);

    /// <summary>Those of the rows that are given, in this order; then each slice of them.</summary>
    public IEnumerable<(Slice Slice, int[] Rows)> Split(int[] order) => Parts(order).Where(part => _slices.Contains(part.Slice)).Prepend((Slice.Whole, order));

    /// <summary>What yes-or-no predictions are worth on all rows and on each slice.</summary>
    public IEnumerable<(Slice Slice, BinaryFigures Figures)> Evaluate(bool[] labels, bool[] predictions, double[] scores, CancellationToken ct) =>
        OfSlices(Evaluation(labels, predictions, scores, ct));

    /// <summary>The same, and beside it how differently the groups of each protected attribute are treated.</summary>
    public (IEnumerable<(Slice Slice, BinaryFigures Figures)> Slices, IEnumerable<PartitionFigures> Attributes) EvaluateGroups(bool[] labels, bool[] predictions, double[] scores, CancellationToken ct)
    {
        var evaluation = Evaluation(labels, predictions, scores, ct);
        return (OfSlices(evaluation), _parted.Zip(evaluation.Partitions).Where(pair => pair.First.Kind == SliceKind.Group).Select(pair => pair.Second));
    }

    private SegmentedEvaluation Evaluation(bool[] labels, bool[] predictions, double[] scores, CancellationToken ct) =>
        SegmentedEvaluation.Of(labels, predictions, scores, [.. _parted.Select(one => one.Partition)], ct);

    private IEnumerable<(Slice, BinaryFigures)> OfSlices(SegmentedEvaluation evaluation) =>
    [
        (Slice.Whole, evaluation.Overall),
        .. from pair in _parted.Zip(evaluation.Partitions)
           from part in pair.Second.Parts
           let slice = new Slice(pair.First.Kind, pair.Second.Name, part.Key)
           where _slices.Contains(slice)
           select (slice, part.Value),
    ];

    private IEnumerable<(Slice Slice, int[] Rows)> Parts(int[] order)
    {
        foreach (var (kind, partition) in _parted)
        {
            foreach (var (part, rows) in partition.Parts.Zip(partition.Split(order)))
                yield return (new Slice(kind, partition.Name, part), rows);
        }
    }

    private static IEnumerable<(SliceKind, Partition)> Part(IReadOnlyList<MeasuredRow> rows, SliceKind kind, Func<MeasuredRow, IReadOnlyDictionary<string, string>> values)
    {
        var names = SharedTexts.Different(rows, values).SelectMany(texts => texts.Keys).ToHashSet(StringComparer.Ordinal);
        foreach (var name in names.Order(StringComparer.Ordinal))
            yield return (kind, Partition.Of(name, [.. rows.Select(row => values(row).GetValueOrDefault(name))]));
    }
}
