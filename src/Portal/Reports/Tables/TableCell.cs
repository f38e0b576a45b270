using System.Globalization;

namespace Portal.Reports.Tables;

/// <summary>What stands in one cell: nothing, words, a number, a day or an instant.</summary>
public readonly record struct TableCell
{
    private TableCell(TableCellKind kind, string text, double number) => (Kind, Text, Number) = (kind, text, number);

    public TableCellKind Kind { get; }

    /// <summary>In its form for machines: digits, ISO 8601. Null where there is nothing.</summary>
    public string? Text { get; }

    /// <summary>A day or an instant as spreadsheets count them, in days; a number as it is.</summary>
    public double Number { get; }

    public static implicit operator TableCell(string? words) => words is { Length: > 0 } ? new(TableCellKind.Words, words, 0) : default;

    public static implicit operator TableCell(long? number) => number is { } value ? new(TableCellKind.Number, value.ToString(CultureInfo.InvariantCulture), value) : default;

    public static implicit operator TableCell(double? number) => number is { } value
        ? double.IsFinite(value) ? new TableCell(TableCellKind.Number, value.ToString("R", CultureInfo.InvariantCulture), value) : value.ToString(CultureInfo.InvariantCulture)
        : default;

    public static implicit operator TableCell(DateOnly? day) => day is { } value
        ? new(TableCellKind.Day, value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), value.ToDateTime(TimeOnly.MinValue).ToOADate())
        : default;

    public static implicit operator TableCell(DateTimeOffset? instant) => instant is { } value
        ? new(TableCellKind.Instant, value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture), value.UtcDateTime.ToOADate())
        : default;

    /// <summary>Words that no spreadsheet takes for a formula: it would, by their first sign (OWASP, CSV injection).</summary>
    public string Harmless() => Kind == TableCellKind.Words && Text is ['=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠', ..] ? "'" + Text : Text ?? "";
}

public enum TableCellKind { Nothing, Words, Number, Day, Instant }
