using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Monitoring.Windows;
using Portal.Shared;

namespace Portal.Monitoring;

/// <summary>
/// Adds the minutes of each hour that is long over to one window, which stands at the hour's beginning, and windows that are about to
/// be forgotten to their day. A sum of sums: nothing is lost but when within the hour it was, and what comes later is added again.
/// </summary>
public sealed class RollUpTelemetry(IDbContextFactory<PortalDb> dbs, TimeProvider time)
{
    /// <summary>Minutes are drawn for a day, each from the hour before it; another hour is for clocks that differ.</summary>
    public static readonly TimeSpan MinutesKept = TimeSpan.FromHours(26);

    public async Task Run(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        foreach (var (version, hour) in await Open(now, ct))
            await dbs.WriteAsync(db => Close(db, version, hour, now, ct), ct);
        foreach (var version in await Old(now, ct))
            await dbs.WriteAsync(db => Keep(db, version, now, ct), ct);
    }

    /// <summary>Hours that are over and still have minutes.</summary>
    private async Task<IReadOnlyList<(VersionId Version, DateTimeOffset Hour)>> Open(DateTimeOffset now, CancellationToken ct)
    {
        var before = HourOf(now - MinutesKept);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var minutes = await db.TelemetryWindows.Where(window => window.Minute < before).Select(window => new { window.ModelVersion, window.Minute }).ToListAsync(ct);
        return [.. minutes.Where(window => window.Minute != HourOf(window.Minute)).Select(window => (window.ModelVersion, HourOf(window.Minute))).Distinct()];
    }

    private async Task<IReadOnlyList<VersionId>> Old(DateTimeOffset now, CancellationToken ct)
    {
        var oldest = now - ForgetTelemetry.WindowsKept;
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.TelemetryWindows.Where(window => window.Minute < oldest).Select(window => window.ModelVersion).Distinct().ToListAsync(ct);
    }

    private static async Task<Result<Done>> Close(PortalDb db, VersionId version, DateTimeOffset hour, DateTimeOffset now, CancellationToken ct)
    {
        var end = hour.AddHours(1);
        var windows = await db.TelemetryWindows.Where(window => window.ModelVersion == version && window.Minute >= hour && window.Minute < end).ToListAsync(ct);
        var minutes = windows.Where(window => window.Minute != hour).ToList();
        var sum = Sum(minutes);
        if (windows.Find(window => window.Minute == hour) is { } closed) closed.Add(sum, now);
        else db.TelemetryWindows.Add(TelemetryWindow.Of(new WindowKey(version, hour), sum, now));
        db.TelemetryWindows.RemoveRange(minutes);
        return new Done();
    }

    private static async Task<Result<Done>> Keep(PortalDb db, VersionId version, DateTimeOffset now, CancellationToken ct)
    {
        var oldest = now - ForgetTelemetry.WindowsKept;
        var windows = await db.TelemetryWindows.Where(window => window.ModelVersion == version && window.Minute < oldest).ToListAsync(ct);
        foreach (var day in windows.GroupBy(window => DateOnly.FromDateTime(window.Minute.UtcDateTime)))
        {
            var kept = await db.TelemetryDays.SingleOrDefaultAsync(row => row.ModelVersion == version && row.Day == day.Key, ct);
            if (kept is null)
                db.TelemetryDays.Add(kept = new TelemetryDay(version, day.Key));
            kept.Keep(Sum(day));
        }

        db.TelemetryWindows.RemoveRange(windows);
        return new Done();
    }

    private static MinuteCounts Sum(IEnumerable<TelemetryWindow> windows)
    {
        var sum = new MinuteCounts();
        foreach (var window in windows)
            sum.Merge(MinuteCounts.FromBytes(window.Counts));
        return sum;
    }

    private static DateTimeOffset HourOf(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero);
}
