using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Monitoring.Windows;

/// <summary>The one place that reads stored windows for what they hold together.</summary>
internal static class CountedWindows
{
    /// <summary>Minutes and hours, and of what is older than these the days that begin or end between the two instants.</summary>
    public static async IAsyncEnumerable<(DateTimeOffset Start, MinuteCounts Counts)> Between(
        PortalDb db, VersionId version, DateTimeOffset from, DateTimeOffset to, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var window in Hours(db, version, from, to, ct))
            yield return window;

        var (first, last) = (DateOnly.FromDateTime(from.UtcDateTime), DateOnly.FromDateTime(to.UtcDateTime));
        var days = db.TelemetryDays.AsNoTracking().Where(day => day.ModelVersion == version && day.Counts != null && day.Day >= first && day.Day <= last)
            .Select(day => new { day.Day, day.Counts }).AsAsyncEnumerable();
        await foreach (var day in days.WithCancellation(ct))
            yield return (new DateTimeOffset(day.Day, TimeOnly.MinValue, TimeSpan.Zero), MinuteCounts.FromBytes(day.Counts ?? []));
    }

    /// <summary>Minutes and hours alone: whoever judges an hour must not be given the day that it was in.</summary>
    public static async IAsyncEnumerable<(DateTimeOffset Start, MinuteCounts Counts)> Hours(
        PortalDb db, VersionId version, DateTimeOffset from, DateTimeOffset to, [EnumeratorCancellation] CancellationToken ct)
    {
        var windows = db.TelemetryWindows.AsNoTracking().Where(window => window.ModelVersion == version && window.Minute >= from && window.Minute < to)
            .Select(window => new { window.Minute, window.Counts }).AsAsyncEnumerable();
        await foreach (var window in windows.WithCancellation(ct))
            yield return (window.Minute, MinuteCounts.FromBytes(window.Counts));
    }
}
