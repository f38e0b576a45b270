using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Monitoring.Alerts;
using Portal.Shared;
using Portal.Statistics.Alerts;

namespace Portal.Monitoring.Views;

/// <summary>What happened to a system's versions, and which alerts opened.</summary>
internal static class ViewMarks
{
    // More cannot be told apart on a chart: the last ones stand.
    private const int Most = 40;

    public static async Task<IReadOnlyList<ViewMark>> Read(PortalDb db, WatchedVersion version, DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        var moves = await (
            from span in db.Set<ModelRegistry.StageSpan>().AsNoTracking()
            join moved in db.Versions.AsNoTracking() on span.Version equals moved.Id
            where span.System == version.SystemId && span.Stage != Stage.Development && span.ValidFrom >= @from && span.ValidFrom <= to
            select new { span.ValidFrom, span.Stage, moved.Label }).ToListAsync(ct);
        var alerts = await db.Alerts.AsNoTracking().Where(alert => alert.ModelVersion == version.Id && alert.OpenedAt >= from && alert.OpenedAt <= to).ToListAsync(ct);
        return
        [
            .. moves.Select(move => new ViewMark(move.ValidFrom, ViewMarkKind.Deployment, $"{move.Label} went to {move.Stage}", null))
                .Concat(alerts.Select(alert => new ViewMark(alert.OpenedAt, alert.Severity == AlertSeverity.Serious ? ViewMarkKind.SeriousAlert : ViewMarkKind.Alert, AlertWords.Of(alert), alert.Code)))
                .OrderByDescending(mark => mark.At).Take(Most).Reverse(),
        ];
    }
}
