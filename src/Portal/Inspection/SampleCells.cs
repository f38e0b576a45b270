using System.Text.Json;
using System.Text.Json.Serialization;
using Portal.Reports.Tables;

namespace Portal.Inspection;

/// <summary>What a column of a line said when it was drawn.</summary>
public sealed record SampleCell(string Title, string Text);

/// <summary>A line as it is kept beside the sample. Columns about people are left out: the thing itself shows them to who may read it.</summary>
internal static class SampleCells
{
    private const int LongestCell = 1000;

    public static string Of(IReadOnlyList<ListColumn> columns, IReadOnlyList<TableCell> cells) => JsonSerializer.Serialize(
        [.. columns.Zip(cells).Where(column => !column.First.IsPersonal && column.Second.Text is { Length: > 0 }).Select(column => new SampleCell(column.First.Title, Cut(column.Second.Text ?? "")))],
        SampleCellsJson.Default.IReadOnlyListSampleCell);

    public static IReadOnlyList<SampleCell> Read(string text) => JsonSerializer.Deserialize(text, SampleCellsJson.Default.IReadOnlyListSampleCell) ?? [];

    private static string Cut(string text) => text.Length <= LongestCell ? text : string.Concat(text.AsSpan(0, LongestCell - 1), "…");
}

[JsonSerializable(typeof(IReadOnlyList<SampleCell>))]
internal sealed partial class SampleCellsJson : JsonSerializerContext;
