using Portal.Shared;

namespace Portal.Register.Import;

/// <summary>A CSV file as it was read: its columns, and its rows without the empty ones.</summary>
public sealed record CsvFile(Digest Digest, char Separator, IReadOnlyList<string> Columns, IReadOnlyList<CsvRow> Rows)
{
    public const int MostBytes = 10 * 1024 * 1024;
    public const int MostRows = 10_000;
    public const int MostColumns = 100;

    /// <summary>What stands in a column first, to tell columns apart by more than their names.</summary>
    public string SampleOf(int column) => Rows.Select(row => row[column]).FirstOrDefault(value => value.Length > 0) ?? "";
}

/// <summary>A row by the number that a spreadsheet shows beside it: the columns' names are row 1.</summary>
public sealed record CsvRow(int Number, IReadOnlyList<string> Cells)
{
    /// <summary>What is wrong with the row itself, whatever its cells say.</summary>
    public string? Problem { get; init; }

    /// <summary>Empty when the row ends before this column, as spreadsheets leave it.</summary>
    public string this[int column] => column < Cells.Count ? Cells[column] : "";
}
