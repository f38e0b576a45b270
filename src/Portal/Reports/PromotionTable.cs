using Portal.Promotions;
using Portal.Reports.Tables;

namespace Portal.Reports;

/// <summary>Requests as a table.</summary>
internal static class PromotionTable
{
    public static IReadOnlyList<TableColumn<PromotionLine>> Columns { get; } =
    [
        new("code", "Request", line => line.Code),
        new("system", "System", line => line.SystemCode),
        new("systemName", "Name of the system", line => line.SystemName),
        new("tier", "Tier", line => line.Tier.ToString()),
        new("version", "Version", line => line.Version),
        new("stage", "Stage", line => line.Target.ToString()),
        new("changeClass", "Change class", line => line.Change?.Class.ToString()),
        new("state", "State", line => line.State.ToString()),
        new("openStep", "Open step", line => line.OpenStep),
        new("requester", "Requester", line => line.Requester.Name) { IsPersonal = true },
        new("submittedAt", "Submitted at, UTC", line => (DateTimeOffset?)line.SubmittedAt),
        new("dueAt", "Due at, UTC", line => (DateTimeOffset?)line.DueAt),
    ];
}
