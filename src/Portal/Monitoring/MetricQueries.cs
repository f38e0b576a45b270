using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Monitoring.Windows;
using Portal.Shared;

namespace Portal.Monitoring;

/// <summary>Reads what was counted, from the stored windows: minutes of up to a day, hours of up to five weeks, else days.</summary>
public sealed class MetricQueries(IDbContextFactory<PortalDb> dbs)
{
    public static readonly TimeSpan MostMinutes = TimeSpan.FromDays(1);
    public static readonly TimeSpan MostHours = TimeSpan.FromDays(35);
    public static readonly TimeSpan Most = TimeSpan.FromDays(400);

    /// <summary>The length of the windows between two instants.</summary>
    public static TimeSpan StepOf(DateTimeOffset from, DateTimeOffset to) =>
        to - from <= MostMinutes ? TimeSpan.FromMinutes(1) : to - from <= MostHours ? TimeSpan.FromHours(1) : TimeSpan.FromDays(1);

    /// <summary>A point for each window that has anything.</summary>
    public async Task<IReadOnlyList<WindowLine>> Of(VersionId version, Metric metric, DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        var step = StepOf(from, to).Ticks;
        var windows = new SortedDictionary<DateTimeOffset, MinuteCounts>();
        await using var db = await dbs.CreateDbContextAsync(ct);
        await foreach (var (start, counts) in CountedWindows.Between(db, version, from, to, ct))
        {
            var window = new DateTimeOffset(start.UtcTicks - (start.UtcTicks % step), TimeSpan.Zero);
            if (!windows.TryGetValue(window, out var sum))
                windows.Add(window, sum = new MinuteCounts());
            sum.Merge(counts);
        }

        return MetricLines.Of(metric, [.. windows.Select(window => (window.Key, window.Value))]);
    }
}
