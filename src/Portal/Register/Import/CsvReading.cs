using System.Text;
using CsvHelper;
using Portal.Shared;

namespace Portal.Register.Import;

/// <summary>
/// Reads CSV as people have it: with comma, semicolon or tab, in UTF-8 with or without its mark, quoted as RFC 4180 says or nearly.
/// Another encoding is refused, not guessed: a wrong guess would be filed.
/// </summary>
public static class CsvReading
{
    private const int LongestColumnName = 120;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static Result<CsvFile> Read(byte[] file)
    {
        if (ProblemOf(file) is { } problem)
            return new Invalid("file", problem);

        try
        {
            return Rows(file);
        }
        catch (CsvFormatException fault)
        {
            return new Invalid("file", $"Row {fault.RecordNumber} cannot be read as CSV.");
        }
    }

    private static string? ProblemOf(byte[] file)
    {
        if (file.Length == 0)
            return "The file is empty.";
        if (file.Length > CsvFile.MostBytes)
            return $"The file has more than {CsvFile.MostBytes / 1024 / 1024} MB. Split it.";
        if (file is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] or [0, 0, 0xFE, 0xFF, ..])
            return "The file is in UTF-16 or UTF-32. Save it as “CSV UTF-8”.";
        if (file is [0x50, 0x4B, 3, 4, ..])
            return "The file is a workbook, not CSV. Save the sheet as “CSV UTF-8”.";
        if (file.AsSpan().Contains((byte)0))
            return "The file is no text: it holds zero bytes. Save it as “CSV UTF-8”.";
        return WrongByte(file) is { } at
            ? $"Line {1 + file.AsSpan(0, at).Count((byte)'\n')} is not UTF-8; the file may be in Windows-1252. Save it as “CSV UTF-8”."
            : null;
    }

    private static int? WrongByte(byte[] file)
    {
        try
        {
            Utf8.GetCharCount(file);
            return null;
        }
        catch (DecoderFallbackException fault)
        {
            return Math.Max(0, fault.Index);
        }
    }

    private static Result<CsvFile> Rows(byte[] file)
    {
        string? malformed = null;
        using var reader = CsvReader.Create(file, new CsvReaderOptions { SkipEmptyLines = false, OnMalformedRecord = record => malformed = WordsOf(record.Reason) ?? malformed });
        reader.ReadHeader();
        var columns = reader.Headers.ToArray();
        if (malformed is not null)
            return new Invalid("file", $"Row 1: {malformed}");
        if (ProblemOf(columns, reader.Separator) is { } problem)
            return new Invalid("file", problem);

        var rows = new List<CsvRow>();
        while (reader.Read())
        {
            var cells = Enumerable.Range(0, reader.FieldCount).Select(reader.GetString).ToArray();
            if (Array.TrueForAll(cells, string.IsNullOrWhiteSpace))
                continue;
            if (rows.Count == CsvFile.MostRows)
                return new Invalid("file", $"The file has more than {CsvFile.MostRows:N0} rows. Split it.");

            var tooMany = cells.Skip(columns.Length).Any(cell => !string.IsNullOrWhiteSpace(cell)) ? $"It has {cells.Length} cells for {columns.Length} columns." : null;
            rows.Add(new CsvRow((int)reader.RowNumber + 1, cells) { Problem = malformed ?? tooMany });
            malformed = null;
        }

        return rows.Count == 0
            ? new Invalid("file", "The file has no rows under the names of its columns.")
            : new CsvFile(Digest.Of(file), reader.Separator, [.. columns.Select((name, at) => NameOf(name, at))], rows);
    }

    private static string? ProblemOf(string[] columns, char separator) => columns switch
    {
        _ when Array.TrueForAll(columns, string.IsNullOrWhiteSpace) => "The first row must hold the names of the columns.",
        { Length: > CsvFile.MostColumns } => $"The file has {columns.Length:N0} columns; at most {CsvFile.MostColumns} are read.",
        _ when separator is not (',' or ';' or '\t') => $"Columns are separated by “{separator}”. Use comma, semicolon or tab.",
        _ => null,
    };

    private static string NameOf(string column, int at) =>
        column.Trim() is var name && PlainText.LineProblem(name, LongestColumnName) is null ? name : $"Column {at + 1}";

    /// <summary>A quote in the midst of a field is text: nothing is lost by it.</summary>
    private static string? WordsOf(CsvMalformedReason reason) => reason switch
    {
        CsvMalformedReason.UnterminatedQuote => "A quotation mark is opened and never closed: all that follows was read as one cell.",
        CsvMalformedReason.TextAfterClosingQuote => "Text follows a closing quotation mark. Double the marks inside a quoted cell.",
        _ => null,
    };
}
