using Portal.Monitoring.Alerts;
using Portal.Reports.Tables;

namespace Portal.Reports;

/// <summary>Alerts as a table.</summary>
internal static class AlertTable
{
    public static IReadOnlyList<TableColumn<AlertLine>> Columns { get; } =
    [
        new("code", "Code", line => line.Code),
        new("system", "System", line => line.System),
        new("systemName", "Name of the system", line => line.SystemName),
        new("version", "Version", line => line.Version),
        new("what", "What happened", line => line.What),
        new("metric", "Metric", line => AlertWords.NameOf(line.Metric)),
        new("feature", "Feature", line => line.Feature),
        new("value", "Value", line => line.Evidence.Value),
        new("n", "n", line => (long?)line.Evidence.N),
        new("severity", "Severity", line => line.Severity.ToString()),
        new("state", "State", line => line.State.ToString()),
        new("openedAt", "Opened at, UTC", line => (DateTimeOffset?)line.OpenedAt),
        new("raisedAt", "Became serious at, UTC", line => line.RaisedAt),
        new("takenBy", "Who has it", line => line.TakenBy?.Name) { IsPersonal = true },
        new("snoozedUntil", "Snoozed until, UTC", line => line.SnoozedUntil),
        new("closedAt", "Closed at, UTC", line => line.ClosedAt),
        new("closedBy", "Closed by", line => line.ClosedBy?.Name) { IsPersonal = true },
        new("cause", "Cause", line => line.Cause?.ToString()),
        new("policy", "Policy", line => (long?)line.Policy),
    ];
}
