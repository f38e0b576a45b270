using Portal.Findings;
using Portal.Reports.Tables;

namespace Portal.Reports;

/// <summary>Findings as a table.</summary>
internal static class FindingTable
{
    public static IReadOnlyList<TableColumn<FindingRow>> Columns { get; } =
    [
        new("code", "Code", row => row.Line.Code),
        new("severity", "Severity", row => row.Line.Severity.ToString()),
        new("state", "State", row => FindingText.Of(row.Line.State)),
        new("source", "Source", row => FindingText.Of(row.Line.Source)),
        new("system", "System", row => row.Line.System),
        new("systemName", "Name of the system", row => row.Line.SystemName),
        new("title", "Title", row => row.Line.Title),
        new("text", "What was found", row => row.Text),
        new("about", "About", row => row.About),
        new("owner", "Owner", row => row.Line.Owner) { IsPersonal = true },
        new("ownerEmail", "Owner, address", row => row.OwnerEmail) { IsPersonal = true },
        new("due", "Due", row => (DateOnly?)row.Line.Due),
        new("daysOverdue", "Days overdue", row => (long?)row.Line.DaysOverdue),
        new("daysOpen", "Days open", row => (long?)row.Line.DaysOpen),
        new("raisedBy", "Raised by", row => row.RaisedBy) { IsPersonal = true },
        new("raisedAt", "Raised at, UTC", row => (DateTimeOffset?)row.Line.RaisedAt),
        new("evidence", "Evidence", row => row.Evidence),
        new("closedAt", "Closed at, UTC", row => row.Line.ClosedAt),
    ];
}
