namespace Portal.Monitoring.Rows;

/// <summary>The rows of one post, column by column.</summary>
internal sealed class PredictionBatch(FeatureTable features, IReadOnlyList<string> versions)
{
    private readonly List<DateTimeOffset> _times = [];
    private readonly List<int> _versionOfRow = [];
    private readonly List<RowFigures> _figures = [];
    private readonly List<long> _keys = [];
    private readonly List<Range> _bytes = [];

    public int Rows => _times.Count;

    public FeatureTable Features { get; } = features;

    /// <summary>The versions as the rows name them, each once.</summary>
    public IReadOnlyList<string> Versions { get; } = versions;

    /// <summary>About how many bytes it takes.</summary>
    public long Weight => Rows * ((Features.Columns.Count * 9L) + 64);

    public DateTimeOffset TimeOf(int row) => _times[row];

    /// <summary>Which of <see cref="Versions"/> made the row.</summary>
    public int VersionOf(int row) => _versionOfRow[row];

    /// <summary>How long it took, where the row says so.</summary>
    public double? LatencyOf(int row) => _figures[row].LatencyMs;

    /// <summary>What it cost, in millionths of the organisation's currency, where the row says so.</summary>
    public long? CostOf(int row) => _figures[row].CostMicros;

    /// <summary>The id, as labels are joined by it.</summary>
    public long KeyOf(int row) => _keys[row];

    /// <summary>Where the row stands in the bytes that were read, so that one that is recorded is read from there.</summary>
    public Range BytesOf(int row) => _bytes[row];

    public void Add(DateTimeOffset time, int version, long key, RowFigures figures, Range bytes)
    {
        _keys.Add(key);
        _bytes.Add(bytes);
        _times.Add(time);
        _versionOfRow.Add(version);
        _figures.Add(figures);
        Features.EndRow();
    }
}

internal readonly record struct RowFigures(double? LatencyMs, long? CostMicros);
