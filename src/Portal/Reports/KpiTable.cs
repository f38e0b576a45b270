using Portal.Monitoring.Kpis;
using Portal.Reports.Tables;

namespace Portal.Reports;

/// <summary>KPIs with their last reading as a table.</summary>
internal static class KpiTable
{
    public static IReadOnlyList<TableColumn<KpiLine>> Columns { get; } =
    [
        new("system", "System", line => line.System),
        new("systemName", "Name of the system", line => line.SystemName),
        new("name", "KPI", line => line.Name),
        new("objective", "Objective", line => line.Objective),
        new("direction", "Direction", line => line.Direction == KpiDirection.AtLeast ? "at least" : "at most"),
        new("target", "Target", line => (double?)line.Target),
        new("unit", "Unit", line => line.Unit),
        new("owner", "Owner", line => line.Owner?.Name) { IsPersonal = true },
        new("day", "Last reading on", line => line.Last?.Day),
        new("value", "Last reading", line => line.Last?.Value),
        new("met", "Met", line => line.IsMet is { } met ? met ? "yes" : "no" : ""),
    ];
}
