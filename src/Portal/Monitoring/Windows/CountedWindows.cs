using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Monitoring.Windows;

/// <summary>The one place that reads stored windows for what they hold together.</summary>
internal static class CountedWindows
{
    public static async IAsyncEnumerable<(DateTimeOffset Start, MinuteCounts Counts)> Between(
        PortalDb db, VersionId version, DateTimeOffset from, DateTimeOffset to, [EnumeratorCancellation] CancellationToken ct)
    {
        var minutes = db.TelemetryWindows.AsNoTracking().Where(window => window.ModelVersion == version && window.Minute >= from && window.Minute < to)
            .Select(window => new { window.Minute, window.Counts }).AsAsyncEnumerable();
        await foreach (var minute in minutes.WithCancellation(ct))
            yield return (minute.Minute, MinuteCounts.FromBytes(minute.Counts));

        var (first, last) = (DateOnly.FromDateTime(from.UtcDateTime), DateOnly.FromDateTime(to.UtcDateTime));
        var days = db.TelemetryDays.AsNoTracking().Where(day => day.ModelVersion == version && day.Counts != null && day.Day >= first && day.Day <= last)
            .Select(day => new { day.Day, day.Counts }).AsAsyncEnumerable();
        await foreach (var day in days.WithCancellation(ct))
            yield return (new DateTimeOffset(day.Day, TimeOnly.MinValue, TimeSpan.Zero), MinuteCounts.FromBytes(day.Counts ?? []));
    }
}
