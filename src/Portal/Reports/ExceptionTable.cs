using Portal.Findings;
using Portal.Reports.Tables;

namespace Portal.Reports;

/// <summary>Exceptions as a table.</summary>
internal static class ExceptionTable
{
    public static IReadOnlyList<TableColumn<ExceptionLine>> Columns { get; } =
    [
        new("code", "Code", line => line.Code),
        new("state", "State", line => FindingText.Of(line.State)),
        new("rule", "Rule", line => FindingText.Of(line.Rule)),
        new("subject", "Subject", line => line.Subject),
        new("system", "System", line => line.System),
        new("systemName", "Name of the system", line => line.SystemName),
        new("version", "Version", line => line.Version),
        new("what", "What is tolerated", line => line.What),
        new("reason", "Reason", line => line.Reason),
        new("control", "What makes up for it", line => line.CompensatingControl),
        new("requestedBy", "Requested by", line => line.RequestedBy) { IsPersonal = true },
        new("requestedAt", "Requested at, UTC", line => line.RequestedAt),
        new("approvedBy", "Approved by", line => line.ApprovedBy) { IsPersonal = true },
        new("approvedAt", "Approved at, UTC", line => line.ApprovedAt),
        new("lastDay", "Last day", line => (DateOnly?)line.LastDay),
        new("ended", "How it ended", line => line.Ended is { } ended ? FindingText.Of(ended) : ""),
        new("endedAt", "Ended at, UTC", line => line.EndedAt),
        new("endedBy", "Ended by", line => line.EndedBy) { IsPersonal = true },
        new("endedBecause", "Why it ended", line => line.EndedBecause),
    ];
}
