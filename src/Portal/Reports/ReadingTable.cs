using Portal.Audit;
using Portal.Reports.Tables;

namespace Portal.Reports;

/// <summary>Who saw what, as a table.</summary>
internal static class ReadingTable
{
    public static IReadOnlyList<TableColumn<ReadingLine>> Columns { get; } =
    [
        new("index", "Entry", line => (long?)line.Entry.Index),
        new("time", "Time, UTC", line => (DateTimeOffset?)line.Entry.Time),
        new("person", "Who", line => line.Entry.PersonName) { IsPersonal = true },
        new("through", "Through", line => line.Entry.Through.ToString()),
        new("kind", "Kind", line => line.Kind.ToString()),
        new("action", "Action", line => line.Entry.Action),
        new("subject", "Subject", line => line.Entry.Subject),
        new("subjectName", "Name of the subject", line => line.Entry.SubjectName) { IsPersonal = true },
        new("details", "How much", line => string.Join("; ", line.Details.Select(detail => $"{detail.Name} {detail.Value}"))),
        new("reason", "Why", line => line.Entry.Reason),
    ];
}
