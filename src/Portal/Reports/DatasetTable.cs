using Portal.Lineage;
using Portal.Reports.Tables;

namespace Portal.Reports;

/// <summary>Data sets with their newest version as a table.</summary>
internal static class DatasetTable
{
    public static IReadOnlyList<TableColumn<DatasetLine>> Columns { get; } =
    [
        new("name", "Data set", line => line.Name),
        new("description", "Description", line => line.Description),
        new("versions", "Versions", line => (long?)line.Versions),
        new("number", "Newest", line => (long?)line.Number),
        new("digest", "Digest", line => line.Digest.Text),
        new("rows", "Rows", line => (long?)line.Rows),
        new("from", "Covers from", line => line.From),
        new("to", "Covers until", line => line.To),
        new("registeredBy", "Registered by", line => line.By.Name) { IsPersonal = true },
        new("registeredAt", "Registered at, UTC", line => (DateTimeOffset?)line.At),
    ];
}
