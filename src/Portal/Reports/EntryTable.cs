using Portal.Audit;
using Portal.Reports.Tables;

namespace Portal.Reports;

/// <summary>Entries of the ledger as a table. The bytes that their digests are over leave with the export of the ledger.</summary>
internal static class EntryTable
{
    public static IReadOnlyList<TableColumn<EntryLine>> Columns { get; } =
    [
        new("index", "Index", line => (long?)line.Index),
        new("time", "Time, UTC", line => (DateTimeOffset?)line.Time),
        new("person", "Person", line => line.PersonName) { IsPersonal = true },
        new("through", "Through", line => line.Through.ToString()),
        new("action", "Action", line => line.Action),
        new("subject", "Subject", line => line.Subject),
        new("subjectName", "Name of the subject", line => line.SubjectName) { IsPersonal = true },
        new("reason", "Reason", line => line.Reason),
        new("digest", "Digest", line => line.Digest.Text),
    ];
}
