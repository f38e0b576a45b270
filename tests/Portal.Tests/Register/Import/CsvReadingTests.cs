using System.Text;
using Portal.Register.Import;
using Portal.Shared;
using Portal.Tests.Shared;

namespace Portal.Tests.Register.Import;

public sealed class CsvReadingTests
{
    [Theory]
    [InlineData("Name,Kind\nA,Agentic\n", ',')]
    [InlineData("Name;Kind\r\nA;Agentic\r\n", ';')]
    [InlineData("Name\tKind\nA\tAgentic", '\t')]
    [InlineData("\uFEFFName;Kind\nA;Agentic\n", ';')]
    [InlineData("sep=;\r\nName;Kind\r\nA;Agentic\r\n", ';')]
    public void Comma_semicolon_and_tab_are_told_apart_with_and_without_a_mark(string text, char separator)
    {
        var file = Read(text).Value;

        Assert.Equal(separator, file.Separator);
        Assert.Equal(["Name", "Kind"], file.Columns);
        Assert.Equal(["A", "Agentic"], Assert.Single(file.Rows).Cells);
    }

    [Fact]
    public void Rows_have_the_numbers_of_a_spreadsheet_whatever_stands_in_a_cell()
    {
        var file = Read("Name,Purpose\nA,\"two\nlines\"\n\n , \nB\nC,\"he said \"\"yes\"\"\"\n").Value;

        Assert.Equal([2, 5, 6], file.Rows.Select(row => row.Number));
        Assert.Equal("two\nlines", file.Rows[0][1]);
        Assert.Equal("", file.Rows[1][1]);
        Assert.Equal("he said \"yes\"", file.Rows[2][1]);
        Assert.Equal("two\nlines", file.SampleOf(1));
    }

    [Fact]
    public void A_row_that_is_broken_says_so_and_the_others_are_read()
    {
        var file = Read("Name,Kind\nA,\"b\"c\nB,Agentic,more\nC,5\" tape,\nD,\"open\nE,Agentic\n").Value;

        Assert.Equal([2, 3, 4, 5], file.Rows.Select(row => row.Number));
        Assert.StartsWith("Text follows", file.Rows[0].Problem);
        Assert.Equal("It has 3 cells for 2 columns.", file.Rows[1].Problem);
        Assert.Null(file.Rows[2].Problem);
        Assert.StartsWith("A quotation mark is opened and never closed", file.Rows[3].Problem);
    }

    [Fact]
    public void A_column_without_a_name_that_can_be_shown_is_called_by_its_place()
    {
        var file = Read("Name,,\u202Eeman, Kind \nA,b,c,Agentic\n").Value;

        Assert.Equal(["Name", "Column 2", "Column 3", "Kind"], file.Columns);
    }

    public static TheoryData<string, byte[]> Unreadable => new()
    {
        { "empty", [] },
        { "Save it as “CSV UTF-8”", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("Name\nA\n")] },
        { "UTF-16 or UTF-32", [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes("Name\nA\n")] },
        { "UTF-16 or UTF-32", [0, 0, 0xFE, 0xFF, 0, 0, 0, 0x4E] },
        { "zero bytes", Encoding.Unicode.GetBytes("Name\nA\n") },
        { "a workbook, not CSV", [0x50, 0x4B, 3, 4, 20, 0, 6, 0] },
        { "Line 3 is not UTF-8", [.. "Name\nA\nGer"u8, 0xE4, .. "t\n"u8] },
        { "Line 1 is not UTF-8", [0xC0, 0xAF] },
        { "names of the columns", " , ,\nA,b,c\n"u8.ToArray() },
        { "has no rows", "Name,Kind\n"u8.ToArray() },
        { "has no rows", "Name,Kind\n ,\n\n"u8.ToArray() },
        { "separated by “|”", "Name|Kind\nA|Agentic\n"u8.ToArray() },
        { "Row 1: A quotation mark", "\"Name,Kind\nA,Agentic\n"u8.ToArray() },
        { "101 columns", Encoding.UTF8.GetBytes(string.Join(',', Enumerable.Range(1, 101)) + "\nA\n") },
        { "more than 10,000 rows", Sheet.OfNames(CsvFile.MostRows + 1) },
        { "more than 10 MB", new byte[CsvFile.MostBytes + 1] },
    };

    // Counted out one by one for each discovery, ten megabytes would take gigabytes.
    [Theory, MemberData(nameof(Unreadable), DisableDiscoveryEnumeration = true)]
    public void A_file_that_cannot_be_taken_is_refused_and_told_why(string says, byte[] file)
    {
        var fault = Assert.Single(Assert.IsType<Invalid>(CsvReading.Read(file).Refusal).Faults);

        Assert.Equal("file", fault.Field);
        Assert.Contains(says, fault.Message);
    }

    [Fact]
    public void As_many_rows_as_are_allowed_are_read() => Assert.Equal(CsvFile.MostRows, CsvReading.Read(Sheet.OfNames(CsvFile.MostRows)).Value.Rows.Count);

    private static Result<CsvFile> Read(string text) => CsvReading.Read(Encoding.UTF8.GetBytes(text));
}
