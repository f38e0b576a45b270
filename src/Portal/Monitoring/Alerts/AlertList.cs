using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;
using Portal.Statistics.Alerts;

namespace Portal.Monitoring.Alerts;

/// <summary>How the list of alerts is put together in the database.</summary>
internal static class AlertList
{
    /// <summary>One row an alert: as it stands, or stood at the end of a day by what its steps say.</summary>
    public static IQueryable<Row> Stood(PortalDb db, AsOf asOf) => asOf.At is { } at
        ? db.Alerts.AsNoTracking().Where(alert => alert.Steps.Any(step => step.Number == 1 && step.At <= at)).Select(alert => new Row
        {
            Alert = alert,
            State = alert.Steps.Any(step => step.At <= at && (step.Kind == AlertStepKind.Closed || step.Kind == AlertStepKind.Settled)) ? AlertState.Closed : AlertState.Open,
            Severity = alert.Steps.Where(step => step.At <= at).OrderByDescending(step => step.Number).Select(step => step.Severity).First(),
            TakenBy = alert.Steps.Where(step => step.At <= at && step.Kind == AlertStepKind.Taken).OrderByDescending(step => step.Number).Select(step => step.By).FirstOrDefault(),
            SnoozedUntil = alert.Steps.Where(step => step.At <= at && (step.Kind == AlertStepKind.Snoozed || step.Kind == AlertStepKind.Raised)).OrderByDescending(step => step.Number).Select(step => step.Until).FirstOrDefault(),
        })
        : db.Alerts.AsNoTracking().Select(alert => new Row { Alert = alert, State = alert.State, Severity = alert.Severity, TakenBy = alert.TakenBy, SnoozedUntil = alert.SnoozedUntil });

    public static IQueryable<Row> Passing(PortalDb db, AlertFilter filter, DateTimeOffset at, AsOf asOf)
    {
        var rows = Stood(db, asOf);
        if (filter.States.Count > 0)
            rows = rows.Where(row => filter.States.Contains(row.State));
        if (filter.Standings.Count > 0)
        {
            var (open, snoozed, closed) = (filter.Standings.Contains(AlertStanding.Open), filter.Standings.Contains(AlertStanding.Snoozed), filter.Standings.Contains(AlertStanding.Closed));
            rows = rows.Where(row => row.State == AlertState.Closed ? closed : row.SnoozedUntil != null && row.SnoozedUntil > at ? snoozed : open);
        }

        if (filter.Severities.Count > 0)
            rows = rows.Where(row => filter.Severities.Contains(row.Severity));
        if (filter.Metrics.Count > 0)
            rows = rows.Where(row => filter.Metrics.Contains(row.Alert.Metric));
        if (filter.System is { } code)
            rows = rows.Where(row => db.Systems.Any(system => system.Id == row.Alert.System && system.Code == code));
        if (filter.Systems.Count > 0)
            rows = rows.Where(row => filter.Systems.Contains(row.Alert.System));
        if (filter.TakenBy is { } person)
            rows = rows.Where(row => row.TakenBy == person);
        return filter.OnlyUntaken ? rows.Where(row => row.TakenBy == null) : rows;
    }

    /// <summary>The open and grave ones first.</summary>
    public static IQueryable<Row> ByGravity(IQueryable<Row> rows) => rows
        .OrderBy(row => row.State == AlertState.Open ? 1 : 2).ThenBy(row => row.State == AlertState.Open && row.Severity == AlertSeverity.Serious ? 1 : 2)
        .ThenByDescending(row => row.Alert.OpenedAt).ThenBy(row => row.Alert.Code.Length).ThenBy(row => row.Alert.Code);

    public sealed class Row
    {
        public required Alert Alert { get; init; }

        public required AlertState State { get; init; }

        public required AlertSeverity Severity { get; init; }

        public required PersonId? TakenBy { get; init; }

        public required DateTimeOffset? SnoozedUntil { get; init; }
    }
}
