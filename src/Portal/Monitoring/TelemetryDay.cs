using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Monitoring.Windows;
using Portal.Shared;

namespace Portal.Monitoring;

/// <summary>How many rows of a version came on one day by the time of its events; kept when the minutes are gone.</summary>
public sealed class TelemetryDay : IVersioned
{
    private TelemetryDay() { }

    internal TelemetryDay(VersionId version, DateOnly day) => (ModelVersion, Day) = (version, day);

    public VersionId ModelVersion { get; private set; }

    public DateOnly Day { get; private set; }

    public long Rows { get; private set; }

    /// <summary>What its calls and predictions cost, in millionths of the organisation's currency.</summary>
    public long CostMicros { get; private set; }

    /// <summary>What its windows held, once they are gone; before that nothing. See <see cref="MinuteCounts"/>.</summary>
    public byte[]? Counts { get; private set; }

    public int Version { get; private set; }

    internal void Keep(MinuteCounts more)
    {
        var counts = Counts is null ? new MinuteCounts() : MinuteCounts.FromBytes(Counts);
        counts.Merge(more);
        Counts = counts.ToBytes();
    }

    internal void Add(long rows, long costMicros) => (Rows, CostMicros) = (Rows + rows, CostMicros + costMicros);
}

/// <summary>What others ask of how much was seen.</summary>
public static class RowsSeen
{
    public static async Task<ILookup<VersionId, (DateOnly Day, long Rows)>> Of(PortalDb db, IReadOnlyCollection<VersionId> versions, CancellationToken ct) =>
        (await db.TelemetryDays.AsNoTracking().Where(day => versions.Contains(day.ModelVersion)).Select(day => new { day.ModelVersion, day.Day, day.Rows }).ToListAsync(ct))
            .ToLookup(day => day.ModelVersion, day => (day.Day, day.Rows));

    /// <summary>When the bins of these versions were frozen; a version without any is not in it.</summary>
    public static async Task<IReadOnlyDictionary<VersionId, DateTimeOffset>> BaselinesOf(PortalDb db, IReadOnlyCollection<VersionId> versions, CancellationToken ct) =>
        await db.Baselines.AsNoTracking().Where(baseline => versions.Contains(baseline.ModelVersion)).ToDictionaryAsync(baseline => baseline.ModelVersion, baseline => baseline.MadeAt, ct);
}
