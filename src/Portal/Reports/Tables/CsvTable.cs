using System.Text;

namespace Portal.Reports.Tables;

/// <summary>Comma-separated values (RFC 4180): cells are quoted where they must be, and never a formula.</summary>
internal sealed class CsvTable(Stream stream) : ITableWriter
{
    // Without it spreadsheets take the text for that of another age.
    private static readonly byte[] Mark = Encoding.UTF8.GetPreamble();

    public static async Task<CsvTable> Begin(Stream stream, IReadOnlyList<ListColumn> columns, CancellationToken ct)
    {
        await stream.WriteAsync(Mark, ct);
        var table = new CsvTable(stream);
        await table.Write([[.. columns.Select(column => (TableCell)column.Title)]], ct);
        return table;
    }

    public async Task Write(IReadOnlyList<IReadOnlyList<TableCell>> rows, CancellationToken ct)
    {
        var text = new StringBuilder();
        foreach (var row in rows)
            text.AppendJoin(',', row.Select(cell => Quoted(cell.Harmless()))).Append("\r\n");
        await stream.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()), ct);
    }

    public Task End(CancellationToken ct) => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static string Quoted(string text) =>
        text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
