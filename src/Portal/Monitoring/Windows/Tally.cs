using Portal.Monitoring.Rows;
using Portal.Shared;

namespace Portal.Monitoring.Windows;

/// <summary>A version's minute, the smallest window.</summary>
internal readonly record struct WindowKey(VersionId Version, DateTimeOffset Minute)
{
    public static WindowKey Of(VersionId version, DateTimeOffset time) =>
        new(version, new DateTimeOffset(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero));
}

/// <summary>A version's part of a scoring run.</summary>
internal readonly record struct RunKey(VersionId Version, RunName Run);

/// <summary>Rows counted into minutes; nothing but arithmetic.</summary>
internal sealed class Tally(Func<VersionId, FrozenBaseline?> baselines, Func<VersionId, TrainingRows?> training)
{
    /// <summary>Later than this after its event, a row is late.</summary>
    public static readonly TimeSpan InTime = TimeSpan.FromMinutes(10);

    private readonly Dictionary<WindowKey, MinuteCounts> _minutes = [];
    private readonly Dictionary<RunKey, MinuteCounts> _runs = [];

    public IReadOnlyDictionary<WindowKey, MinuteCounts> Minutes => _minutes;

    public IReadOnlyDictionary<RunKey, MinuteCounts> Runs => _runs;

    /// <summary>A scoring run is counted as a whole, whenever its rows were scored.</summary>
    public void Add(PredictionBatch batch, IReadOnlyList<VersionId> versions, RunName run)
    {
        for (var start = 0; start < batch.Rows;)
        {
            var version = batch.VersionOf(start);
            var end = start + 1;
            while (end < batch.Rows && batch.VersionOf(end) == version)
                end++;
            var key = new RunKey(versions[version], run);
            if (!_runs.TryGetValue(key, out var counts))
                _runs.Add(key, counts = new MinuteCounts());
            Count(batch, start..end, versions[version], counts);
            start = end;
        }
    }

    /// <param name="batch">The rows.</param>
    /// <param name="versions">The versions that the batch names, in its order.</param>
    /// <param name="receivedAt">When they came.</param>
    public void Add(PredictionBatch batch, IReadOnlyList<VersionId> versions, DateTimeOffset receivedAt)
    {
        // Rows come in runs of one version and minute, mostly a single one: each run is counted column by column.
        for (var start = 0; start < batch.Rows;)
        {
            var key = KeyOf(batch, versions, start);
            var end = start + 1;
            while (end < batch.Rows && KeyOf(batch, versions, end) == key)
                end++;
            Add(batch, start..end, key, receivedAt - InTime);
            start = end;
        }
    }

    /// <summary>Where something that is no prediction is counted.</summary>
    public MinuteCounts Minute(VersionId version, DateTimeOffset time, DateTimeOffset receivedAt)
    {
        var minute = Minute(WindowKey.Of(version, time));
        minute.See(time);
        if (time < receivedAt - InTime)
            minute.AddTotal(Counted.Late, 1);
        return minute;
    }

    private MinuteCounts Minute(WindowKey key)
    {
        if (!_minutes.TryGetValue(key, out var minute))
            _minutes.Add(key, minute = new MinuteCounts());
        return minute;
    }

    private void Add(PredictionBatch batch, Range rows, WindowKey key, DateTimeOffset inTimeFrom)
    {
        var minute = Minute(key);
        var late = Enumerable.Range(rows.Start.Value, rows.End.Value - rows.Start.Value).Count(row => batch.TimeOf(row) < inTimeFrom);
        if (late > 0)
            minute.AddTotal(Counted.Late, late);
        Count(batch, rows, key.Version, minute);
    }

    private void Count(PredictionBatch batch, Range rows, VersionId version, MinuteCounts into)
    {
        for (var row = rows.Start.Value; row < rows.End.Value; row++)
        {
            into.AddRow(batch.TimeOf(row));
            if (batch.LatencyOf(row) is { } latency)
                into.AddValue(Counted.LatencyMs, latency);
            if (batch.CostOf(row) is { } cost)
                into.AddCost(cost);
        }

        if (training(version)?.Compare(batch, rows) is { Compared: > 0 } served)
        {
            into.AddTotal(Counted.Compared, served.Compared);
            into.AddTotal(Counted.Skewed, served.Differing);
        }

        // Without a baseline there are no bins to count into: the rows themselves are counted, and the page says so.
        foreach (var feature in baselines(version)?.Features ?? [])
        {
            var counts = into.Of(feature);
            if (batch.Features.Find(feature.Name) is { } column) column.Count(rows, feature.Bins, counts);
            else counts.AddMissing(rows.End.Value - rows.Start.Value);
        }
    }

    private static WindowKey KeyOf(PredictionBatch batch, IReadOnlyList<VersionId> versions, int row) =>
        WindowKey.Of(versions[batch.VersionOf(row)], batch.TimeOf(row));
}
