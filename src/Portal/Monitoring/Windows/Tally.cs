using Portal.Monitoring.Rows;
using Portal.Shared;
using Portal.Statistics.Sketches;

namespace Portal.Monitoring.Windows;

/// <summary>A version's minute, the smallest window.</summary>
internal readonly record struct WindowKey(VersionId Version, DateTimeOffset Minute)
{
    public static WindowKey Of(VersionId version, DateTimeOffset time) =>
        new(version, new DateTimeOffset(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero));
}

/// <summary>Rows counted into minutes; nothing but arithmetic.</summary>
internal sealed class Tally(Func<VersionId, FrozenBaseline?> baselines)
{
    private readonly Dictionary<WindowKey, MinuteCounts> _minutes = [];

    public IReadOnlyDictionary<WindowKey, MinuteCounts> Minutes => _minutes;

    /// <param name="batch">The rows.</param>
    /// <param name="versions">The versions that the batch names, in its order.</param>
    public void Add(PredictionBatch batch, IReadOnlyList<VersionId> versions)
    {
        // Rows come in runs of one version and minute, mostly a single one: each run is counted column by column.
        for (var start = 0; start < batch.Rows;)
        {
            var key = KeyOf(batch, versions, start);
            var end = start + 1;
            while (end < batch.Rows && KeyOf(batch, versions, end) == key)
                end++;
            Add(batch, start..end, key);
            start = end;
        }
    }

    private void Add(PredictionBatch batch, Range rows, WindowKey key)
    {
        if (!_minutes.TryGetValue(key, out var minute))
            _minutes.Add(key, minute = new MinuteCounts());

        for (var row = rows.Start.Value; row < rows.End.Value; row++)
            minute.AddRow(batch.TimeOf(row));

        // Without a baseline there are no bins to count into: the rows themselves are counted, and the page says so.
        foreach (var feature in baselines(key.Version)?.Features ?? [])
        {
            var counts = minute.Of(feature);
            if (batch.Features.Find(feature.Name) is { } column) column.Count(rows, feature.Bins, counts);
            else AddMissing(feature.Bins, rows.End.Value - rows.Start.Value, counts);
        }
    }

    private static void AddMissing(FrozenBins bins, int rows, BinCounts into) =>
        into.Merge(BinCounts.FromState(new BinCountsState(new long[bins.Size], rows, Invalid: 0)));

    private static WindowKey KeyOf(PredictionBatch batch, IReadOnlyList<VersionId> versions, int row) =>
        WindowKey.Of(versions[batch.VersionOf(row)], batch.TimeOf(row));
}
