using Portal.Data;
using Portal.Ledger;
using Portal.Shared;

namespace Portal.Register.Import;

/// <summary>What a file says under a mapping: a draft for each row that can be one, and every fault of the others.</summary>
internal sealed record ImportPlan(CsvFile File, ImportMapping Mapping, IReadOnlyList<PlannedRow> Rows, IReadOnlyList<RowFault> Faults)
{
    private static readonly string[] People = ["businessOwner", "technicalOwner", "accountableExecutive"];

    /// <summary>Over the file, the mapping and the drafts that come of them: what is confirmed is what was shown.</summary>
    public Digest Digest => Digest.Of(CanonicalJson.Object(
        ("file", File.Digest.Text),
        ("mapping", Mapping.ToCanonical()),
        ("rows", CanonicalJson.List([.. Rows.Select(row => (CanonicalValue)CanonicalJson.Object(("row", row.Number), ("content", EntryDigest.Of(row.Content).Text)))]))).ToBytes());

    public static async Task<Result<ImportPlan>> Of(byte[] bytes, ImportMapping? chosen, PortalDb db, CancellationToken ct)
    {
        if (!CsvReading.Read(bytes).Succeeded(out var file, out var refusal))
            return refusal;

        var mapping = chosen ?? ImportMapping.Guess(file);
        if (mapping.FaultsFor(file) is { Count: > 0 } faults)
            return new Invalid(faults);

        var columns = mapping.Fields.Index().SelectMany(at => ImportFields.Find(at.Item) is { } field ? [new Column(at.Index, field)] : Array.Empty<Column>()).ToList();
        var owners = await Owners.Named(columns.Where(column => People.Contains(column.Field.Key)).SelectMany(column => file.Rows.Select(row => row[column.At])), db, ct);
        return Read(file, mapping, columns, owners);
    }

    private static ImportPlan Read(CsvFile file, ImportMapping mapping, IReadOnlyList<Column> columns, Owners owners)
    {
        var (rows, faults) = (new List<PlannedRow>(), new List<RowFault>());
        var named = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var row in file.Rows)
        {
            var (content, wrong) = Draft(row, columns, owners);
            if (content.Name.Length > 0 && !named.TryAdd(content.Name, row.Number))
                wrong.Add(new RowFault(row.Number, "name", $"Row {named[content.Name]} has this name already."));
            if (wrong.Count == 0)
                rows.Add(new PlannedRow(row.Number, content));
            faults.AddRange(wrong);
        }

        return new ImportPlan(file, mapping, rows, faults);
    }

    private static (EntryContent Content, List<RowFault> Faults) Draft(CsvRow row, IReadOnlyList<Column> columns, Owners owners)
    {
        var content = new EntryContent { Raci = Raci.Usual };
        if (row.Problem is { } broken)
            return (content, [new RowFault(row.Number, null, broken)]);

        var faults = new List<RowFault>();
        foreach (var (at, field) in columns)
        {
            if (row[at].Trim() is not { Length: > 0 } cell)
                continue;
            (content, var problem) = field.Set(content, cell, owners);
            if (problem is not null)
                faults.Add(new RowFault(row.Number, field.Key, problem));
        }

        content = content.Tidied();
        faults.AddRange(EntryLimits.FaultsOf(content).Select(fault => new RowFault(row.Number, fault.Field, fault.Message)));
        return (content, faults);
    }

    private readonly record struct Column(int At, ImportField Field);
}

internal sealed record PlannedRow(int Number, EntryContent Content);

/// <summary>What is wrong in one cell of a row, or with the row when no field is named.</summary>
public sealed record RowFault(int Row, string? Field, string Message)
{
    public string Label => Field is { } key ? EntryFields.LabelOf(key) : "Row";
}
