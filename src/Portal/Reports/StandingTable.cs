using Portal.Promotions;
using Portal.Reports.Tables;

namespace Portal.Reports;

/// <summary>Standing approvals as a table.</summary>
internal static class StandingTable
{
    public static IReadOnlyList<TableColumn<StandingLine>> Columns { get; } =
    [
        new("code", "Code", line => line.Code),
        new("system", "System", line => line.SystemCode),
        new("systemName", "Name of the system", line => line.SystemName),
        new("version", "From the version", line => line.Version),
        new("stage", "Stage", line => line.Stage.ToString()),
        new("state", "State", line => line.State.ToString()),
        new("openStep", "Open step", line => line.OpenStep),
        new("used", "Releases under it", line => (long?)line.Used),
        new("expiresAt", "Ends at, UTC", line => (DateTimeOffset?)line.ExpiresAt),
    ];
}
