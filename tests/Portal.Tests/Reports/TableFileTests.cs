using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using Portal.Reports;
using Portal.Reports.Tables;

namespace Portal.Tests.Reports;

public sealed class TableFileTests
{
    private static readonly DateTimeOffset Instant = new(2026, 11, 2, 12, 30, 5, TimeSpan.FromHours(2));

    private static readonly TableColumn<Row>[] Columns =
    [
        new("words", "=Words, said", row => row.Words),
        new("count", "Count", row => row.Count),
        new("day", "Day", row => row.Day),
        new("at", "At, UTC", row => row.At),
    ];

    private static readonly Row Plain = new("Plain", 7, new DateOnly(2026, 11, 2), Instant);
    private static readonly Row Empty = new("", null, null, null);

    [Fact]
    public async Task Comma_separated_values_are_quoted_where_they_must_be()
    {
        var text = Encoding.UTF8.GetString(await Written(TableFormat.Csv, [Plain, Empty], [new("a, \"b\"\r\nc", -5, null, null)]));

        Assert.Equal("\uFEFF\"'=Words, said\",Count,Day,\"At, UTC\"\r\nPlain,7,2026-11-02,2026-11-02T10:30:05Z\r\n,,,\r\n\"a, \"\"b\"\"\r\nc\",-5,,\r\n", text);
    }

    [Theory]
    [InlineData("=cmd|' /C calc'!A0")]
    [InlineData("+41 44 000 00 00")]
    [InlineData("-1+1")]
    [InlineData("@SUM(A1)")]
    [InlineData("\t=1")]
    [InlineData("\r=1")]
    [InlineData("\n=1")]
    [InlineData("＝1+1")]
    public async Task Words_that_begin_as_formulas_do_are_none_in_a_spreadsheet_and_stay_as_they_are_as_data(string words)
    {
        var row = new Row(words, null, null, null);

        var csv = Encoding.UTF8.GetString(await Written(TableFormat.Csv, [row]));
        var json = JsonDocument.Parse(await Written(TableFormat.Json, [row])).RootElement[0].GetProperty("words").GetString();

        Assert.Contains("'" + words, csv);
        Assert.Equal(words, json);
        Assert.StartsWith("'", Cells(await Written(TableFormat.Xlsx, [row]))[1][0]);
    }

    [Fact]
    public async Task A_sheet_is_valid_and_has_dates_as_dates()
    {
        var bytes = await Written(TableFormat.Xlsx, [Plain], [Empty, new("Ć 😀 \u0001 \uD800 <&>", 12, null, null)]);
        using var document = SpreadsheetDocument.Open(new MemoryStream(bytes), isEditable: false);

        var faults = new OpenXmlValidator().Validate(document).Select(fault => $"{fault.Path?.XPath}: {fault.Description}");

        Assert.Empty(faults);
        Assert.Equal(["'=Words, said", "Count", "Day", "At, UTC"], Cells(bytes)[0]);
        Assert.Equal(["Plain", "7", "46328", "46328.43755787037"], Cells(bytes)[1]);
        Assert.Equal(["", "", "", ""], Cells(bytes)[2]);
        Assert.Equal("Ć 😀 \uFFFD \uFFFD <&>", Cells(bytes)[3][0]);
        Assert.Equal(new DateTime(2026, 11, 2), DateTime.FromOADate(46328));
    }

    [Fact]
    public async Task Json_is_an_array_of_what_the_columns_are_called()
    {
        var rows = JsonDocument.Parse(await Written(TableFormat.Json, [Plain], [Empty])).RootElement;

        Assert.Equal("""{"words":"Plain","count":7,"day":"2026-11-02","at":"2026-11-02T10:30:05Z"}""", rows[0].GetRawText());
        Assert.Equal("""{"words":null,"count":null,"day":null,"at":null}""", rows[1].GetRawText());
    }

    [Theory]
    [InlineData(TableFormat.Csv)]
    [InlineData(TableFormat.Xlsx)]
    [InlineData(TableFormat.Json)]
    public async Task A_table_without_rows_is_whole_too(TableFormat format)
    {
        var bytes = await Written(format);

        var rows = format switch
        {
            TableFormat.Csv => Encoding.UTF8.GetString(bytes).Split("\r\n").Length - 2,
            TableFormat.Xlsx => Cells(bytes).Count - 1,
            _ => JsonDocument.Parse(bytes).RootElement.GetArrayLength(),
        };
        Assert.Equal(0, rows);
    }

    [Theory]
    [InlineData(TableFormat.Csv)]
    [InlineData(TableFormat.Xlsx)]
    [InlineData(TableFormat.Json)]
    public async Task Nothing_is_written_but_by_waiting_for_it(TableFormat format)
    {
        await using var stream = new WaitedFor();

        await FileOf(format, [Plain], [Plain]).WriteTo(stream, default);

        Assert.True(stream.Length > 0);
    }

    private static TableFile FileOf(TableFormat format, params Row[][] portions) => TableFile.Of(
        "table", format, Lists.Of("table", "a table", Columns, row => (row.Words, null), ct => Portions(portions, ct)));

    private static async Task<byte[]> Written(TableFormat format, params Row[][] portions)
    {
        using var stream = new MemoryStream();
        await FileOf(format, portions).WriteTo(stream, default);
        return stream.ToArray();
    }

    private static async IAsyncEnumerable<IReadOnlyList<Row>> Portions(Row[][] portions, [EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var portion in portions)
        {
            await Task.Yield();
            ct.ThrowIfCancellationRequested();
            yield return portion;
        }
    }

    private static List<List<string>> Cells(byte[] workbook)
    {
        using var document = SpreadsheetDocument.Open(new MemoryStream(workbook), isEditable: false);
        var sheet = document.WorkbookPart?.WorksheetParts.Single().Worksheet ?? throw new InvalidOperationException("There is no sheet.");
        return [.. sheet.Descendants<DocumentFormat.OpenXml.Spreadsheet.Row>().Select(row => row.Elements<Cell>().Select(cell => cell.InlineString?.InnerText ?? cell.CellValue?.Text ?? "").ToList())];
    }

    private sealed record Row(string Words, long? Count, DateOnly? Day, DateTimeOffset? At);

    /// <summary>As the server's answers are: who writes without waiting is refused.</summary>
    private sealed class WaitedFor : MemoryStream
    {
        private bool _waiting;

        public override bool CanSeek => false;

        public override void Write(byte[] buffer, int offset, int count)
        {
            Assert.True(_waiting, "Synchronous operations are disallowed.");
            base.Write(buffer, offset, count);
        }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            Assert.True(_waiting, "Synchronous operations are disallowed.");
            base.Write(buffer);
        }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            _waiting = true;
            await base.WriteAsync(buffer, cancellationToken);
            _waiting = false;
        }
    }
}
