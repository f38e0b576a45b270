namespace Portal.Monitoring.Rows;

/// <summary>The rows of one post, column by column.</summary>
internal sealed class PredictionBatch(FeatureTable features, IReadOnlyList<string> versions)
{
    private readonly List<DateTimeOffset> _times = [];
    private readonly List<int> _versionOfRow = [];

    public int Rows => _times.Count;

    public FeatureTable Features { get; } = features;

    /// <summary>The versions as the rows name them, each once.</summary>
    public IReadOnlyList<string> Versions { get; } = versions;

    public DateTimeOffset TimeOf(int row) => _times[row];

    /// <summary>Which of <see cref="Versions"/> made the row.</summary>
    public int VersionOf(int row) => _versionOfRow[row];

    public void Add(DateTimeOffset time, int version)
    {
        _times.Add(time);
        _versionOfRow.Add(version);
        Features.EndRow();
    }
}
