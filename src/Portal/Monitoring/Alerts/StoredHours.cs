using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Monitoring.Windows;
using Portal.Shared;
using Portal.Statistics.Sketches;

namespace Portal.Monitoring.Alerts;

/// <summary>The hours of a version as they are stored: what the alert rules, and the comparisons with a baseline, read of telemetry.</summary>
internal static class StoredHours
{
    public static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>By their beginning; an hour without rows is not in it.</summary>
    public static async Task<IReadOnlyDictionary<DateTimeOffset, HourCounts>> Read(PortalDb db, VersionId version, DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        var hours = new Dictionary<DateTimeOffset, HourCounts>();
        await foreach (var (start, window) in CountedWindows.Hours(db, version, from, to, ct))
        {
            var hour = Floor(start);
            if (!hours.TryGetValue(hour, out var counts))
                hours.Add(hour, counts = new HourCounts());
            counts.Add(window);
        }

        return hours;
    }

    /// <summary>The first hour from an instant on that has rows; null when there is none.</summary>
    public static async Task<DateTimeOffset?> First(PortalDb db, VersionId version, DateTimeOffset from, CancellationToken ct) =>
        await db.TelemetryWindows.Where(window => window.ModelVersion == version && window.Minute >= from).OrderBy(window => window.Minute).Select(window => (DateTimeOffset?)window.Minute).FirstOrDefaultAsync(ct) is { } minute
            ? Floor(minute)
            : null;

    public static DateTimeOffset Floor(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % Hour.Ticks), TimeSpan.Zero);
}

/// <summary>What one hour holds, by feature.</summary>
internal sealed class HourCounts
{
    private readonly Dictionary<string, BinCounts> _features = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, BinCounts> Features => _features;

    /// <summary>Predictions.</summary>
    public long Rows { get; private set; }

    public void Add(MinuteCounts minute)
    {
        Rows += minute.Rows;
        foreach (var (name, counts) in minute.Features)
            Add(name, counts);
    }

    public void Add(HourCounts other)
    {
        Rows += other.Rows;
        foreach (var (name, counts) in other._features)
            Add(name, counts);
    }

    public void Add(string feature, BinCounts counts)
    {
        if (_features.TryGetValue(feature, out var mine)) mine.Merge(counts);
        else _features.Add(feature, BinCounts.FromState(counts.ToState()));
    }
}
