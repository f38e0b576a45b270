using System.Globalization;
using System.Text.Json;

namespace Portal.Monitoring.Rows;

/// <summary>One row of a post that is no prediction, field by field; what does not fit names its row and field.</summary>
internal sealed class RowFields
{
    private const int MostFigures = 20;

    private readonly Dictionary<string, JsonElement> _fields = new(StringComparer.Ordinal);
    private readonly int _row;

    public RowFields(int row, JsonElement element, IReadOnlyCollection<string> known)
    {
        _row = row;
        if (element.ValueKind != JsonValueKind.Object)
            throw Bad(null, "A row is a JSON object.");

        foreach (var member in element.EnumerateObject())
        {
            if (!known.Contains(member.Name))
                throw Bad(member.Name.Length > 40 ? member.Name[..40] + "…" : member.Name, "No row of this kind has a member of this name.");
            if (!_fields.TryAdd(member.Name, member.Value))
                throw Bad(member.Name, "This stands twice.");
        }
    }

    public string Text(string field, int most) => MaybeText(field, most) ?? throw Missing(field);

    public string? MaybeText(string field, int most)
    {
        if (Find(field) is not { } value)
            return null;
        if (value.ValueKind != JsonValueKind.String || value.GetString() is not { } text)
            throw Bad(field, "This is a text.");
        if (text.Length == 0 || text.Length > most)
            throw Bad(field, $"This has 1 to {most} characters.");
        if (text.Contains('\0', StringComparison.Ordinal))
            throw Bad(field, "This has a character that no text can hold.");
        return text;
    }

    /// <summary>A number or a short text, as a text.</summary>
    public string Word(string field, int most) => Find(field) is { ValueKind: JsonValueKind.Number } number
        ? Number(field, number).ToString("0.##", CultureInfo.InvariantCulture)
        : Text(field, most);

    /// <summary>The same with every digit that it has: what a prediction may be.</summary>
    public string NumberOrText(string field, int most) => Find(field) is { } value
        ? value.ValueKind switch
        {
            JsonValueKind.Number => Number(field, value).ToString("R", CultureInfo.InvariantCulture),
            JsonValueKind.String => Text(field, most),
            _ => throw Bad(field, "This is a number or a text."),
        }
        : throw Missing(field);

    public T OneOf<T>(string field) where T : struct, Enum =>
        Enum.TryParse<T>(Text(field, 40), ignoreCase: true, out var value) && Enum.IsDefined(value) && !char.IsAsciiDigit(Text(field, 40)[0])
            ? value
            : throw Bad(field, $"This is one of {string.Join(", ", Enum.GetNames<T>().Select(name => name.ToLowerInvariant()))}.");

    public DateTimeOffset? MaybeInstant(string field, DateTimeOffset from, DateTimeOffset to)
    {
        if (Find(field) is not { } value)
            return null;
        if (value.ValueKind != JsonValueKind.String || !HasOffset(value.GetString()) || !value.TryGetDateTimeOffset(out var time))
            throw Bad(field, "This is an instant with its offset, as 2026-11-02T12:00:00Z.");
        if (time < from)
            throw Bad(field, "This is too long ago.");
        if (time > to)
            throw Bad(field, "This is in the future.");
        return time.ToUniversalTime();
    }

    public DateTimeOffset Instant(string field, DateTimeOffset from, DateTimeOffset to) => MaybeInstant(field, from, to) ?? throw Missing(field);

    /// <summary>A whole number, 0 or more.</summary>
    public long? MaybeCount(string field, long most) => Find(field) is not { } value ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var count) && count >= 0 && count <= most ? count
        : throw Bad(field, $"This is a whole number from 0 to {most:N0}.");

    public long Count(string field, long most) => MaybeCount(field, most) ?? throw Missing(field);

    /// <summary>A number, 0 or more.</summary>
    public double? MaybeFigure(string field) => Find(field) is not { } value ? null
        : Number(field, value) is >= 0 and var figure ? figure
        : throw Bad(field, "This is not negative.");

    public double Figure(string field) => MaybeFigure(field) ?? throw Missing(field);

    /// <summary>False where nothing is said.</summary>
    public bool Truth(string field) => Find(field) is { } value && value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Bad(field, "This is true or false."),
    };

    public IReadOnlyList<(string Name, double Value)> Figures(string field, int longestName)
    {
        if (Find(field) is not { } value)
            return [];
        if (value.ValueKind != JsonValueKind.Object || value.EnumerateObject().Count() > MostFigures)
            throw Bad(field, $"This is an object of at most {MostFigures} numbers by name.");
        if (value.EnumerateObject().Any(member => member.Name.Length == 0 || member.Name.Length > longestName))
            throw Bad(field, $"A name has 1 to {longestName} characters.");
        return [.. value.EnumerateObject().Select(member => (member.Name, Number(field, member.Value)))];
    }

    private JsonElement? Find(string field) => _fields.TryGetValue(field, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private double Number(string field, JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && Math.Abs(number) <= 1e12 ? number : throw Bad(field, "This is a number, and not too large.");

    private BadRowException Missing(string field) => Bad(field, "This is missing.");

    private BadRowException Bad(string? field, string message) => new(_row, field, message);

    /// <summary>Without an offset an instant would be taken in the server's own zone.</summary>
    private static bool HasOffset(string? text) => text is [.., 'Z'] or [.., '+' or '-', _, _, ':', _, _];
}
