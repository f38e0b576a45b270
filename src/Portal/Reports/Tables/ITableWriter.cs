namespace Portal.Reports.Tables;

/// <summary>Writes the rows of a table, after its head, into one kind of file.</summary>
internal interface ITableWriter : IAsyncDisposable
{
    Task Write(IReadOnlyList<IReadOnlyList<TableCell>> rows, CancellationToken ct);

    /// <summary>What comes after the last row; a file without it is seen to be cut off.</summary>
    Task End(CancellationToken ct);
}
