namespace Portal.Reports.Tables;

/// <summary>A table that leaves the portal: its rows are read and written a portion at a time, so that one of any length takes the same memory.</summary>
public sealed class TableFile
{
    private readonly Func<Stream, CancellationToken, Task> _write;

    private TableFile(string name, string contentType, Func<Stream, CancellationToken, Task> write) => (Name, ContentType, _write) = (name, contentType, write);

    public string Name { get; }

    public string ContentType { get; }

    public Task WriteTo(Stream stream, CancellationToken ct) => _write(stream, ct);

    /// <summary>A list whose rows come in portions; its title is the name of the file.</summary>
    public static TableFile Of(string title, TableFormat format, Listing list)
    {
        var (extension, contentType) = KindOf(format);
        return new($"{title}.{extension}", contentType, async (stream, ct) =>
        {
            await using var writer = await WriterOf(format, stream, list.Columns, ct);
            await foreach (var portion in list.Portions(ct).WithCancellation(ct))
                await writer.Write([.. portion.Select(row => row.Cells)], ct);
            await writer.End(ct);
        });
    }

    private static (string Extension, string ContentType) KindOf(TableFormat format) => format switch
    {
        TableFormat.Csv => ("csv", "text/csv; charset=utf-8"),
        TableFormat.Xlsx => ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        TableFormat.Json => ("json", "application/json"),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, null),
    };

    private static async Task<ITableWriter> WriterOf(TableFormat format, Stream stream, IReadOnlyList<ListColumn> columns, CancellationToken ct) => format switch
    {
        TableFormat.Csv => await CsvTable.Begin(stream, columns, ct),
        TableFormat.Xlsx => await XlsxTable.Begin(stream, columns, ct),
        _ => await JsonTable.Begin(stream, columns, ct),
    };
}
