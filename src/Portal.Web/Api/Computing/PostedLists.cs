using System.Globalization;
using System.Text.Json;
using Portal.Shared;

namespace Portal.Web.Api.Computing;

/// <summary>Reads lists of numbers and of words, or names the first value that is none: <c>reference[17]</c>.</summary>
internal static class PostedLists
{
    public const int MostValues = 1_000_000;
    public const int LongestWord = 1000;

    /// <summary>Numbers, with gaps: null is missing (NaN), and infinities come as text.</summary>
    public static Result<double[]> NumbersWithGaps(this PostedObject posted, string name) => posted.Numbers(name, Gapped);

    /// <summary>Numbers, every one there.</summary>
    public static Result<double[]> Numbers(this PostedObject posted, string name) => posted.Numbers(name, Whole);

    /// <summary>Words; null is missing.</summary>
    public static Result<string?[]> WordsWithGaps(this PostedObject posted, string name) => posted.Words(name, LongestWord, mayLack: true);

    /// <summary>Words of at most so many characters, every one there.</summary>
    public static Result<string[]> Words(this PostedObject posted, string name, int longest) =>
        posted.Words(name, longest, mayLack: false).Succeeded(out var words, out var refusal) ? words.OfType<string>().ToArray() : refusal;

    /// <summary>Null when it is longer, or no text in UTF-8.</summary>
    public static string? TextOf(ref Utf8JsonReader reader, int longest)
    {
        // No character takes more than six bytes (\u0041).
        if (reader.ValueSpan.Length > longest * 6)
            return null;

        try
        {
            return reader.GetString() is { } text && text.Length <= longest ? text : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    public static Invalid Fault(string name, int index, string message) => new(string.Create(CultureInfo.InvariantCulture, $"{name}[{index}]"), message);

    private delegate double? ReadNumber(ref Utf8JsonReader reader);

    private static Result<double[]> Numbers(this PostedObject posted, string name, ReadNumber read)
    {
        if (!posted.Has(name))
            return new Invalid(name, "It is missing: a list of numbers.");

        var reader = new Utf8JsonReader(posted[name]);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray)
            return new Invalid(name, "It is a list of numbers.");

        var values = new List<double>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (values.Count == MostValues)
                return new Invalid(name, $"It holds more than {MostValues:N0} values.");
            if (read(ref reader) is not { } value)
                return Fault(name, values.Count, WhyNoNumber(reader.TokenType, mayLack: read == Gapped));
            values.Add(value);
        }

        return values.Count > 0 ? values.ToArray() : new Invalid(name, "It holds no value.");
    }

    private static double? Whole(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out var value) && double.IsFinite(value) ? value : null;

    private static double? Gapped(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.Null => double.NaN,
        JsonTokenType.String when reader.ValueTextEquals("Infinity"u8) => double.PositiveInfinity,
        JsonTokenType.String when reader.ValueTextEquals("-Infinity"u8) => double.NegativeInfinity,
        JsonTokenType.String when reader.ValueTextEquals("NaN"u8) => double.NaN,
        _ => Whole(ref reader),
    };

    private static string WhyNoNumber(JsonTokenType token, bool mayLack) => token switch
    {
        JsonTokenType.Number => "It is beyond what a double holds (about 1.8e308).",
        JsonTokenType.Null => "It is missing; every row needs its number.",
        _ => mayLack ? "It is a number, null, or one of the texts Infinity, -Infinity, NaN." : "It is a number.",
    };

    private static Result<string?[]> Words(this PostedObject posted, string name, int longest, bool mayLack)
    {
        if (!posted.Has(name))
            return new Invalid(name, "It is missing: a list of texts.");

        var reader = new Utf8JsonReader(posted[name]);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray)
            return new Invalid(name, "It is a list of texts.");

        // The same word comes many times, and is kept once.
        var known = new HashSet<string>(StringComparer.Ordinal);
        var values = new List<string?>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (values.Count == MostValues)
                return new Invalid(name, $"It holds more than {MostValues:N0} values.");
            if (mayLack && reader.TokenType == JsonTokenType.Null)
            {
                values.Add(null);
                continue;
            }

            if (reader.TokenType != JsonTokenType.String || TextOf(ref reader, longest) is not { } word)
                return Fault(name, values.Count, reader.TokenType == JsonTokenType.Null ? "It is missing; every row needs its text." : $"It is a text of at most {longest:N0} characters{(mayLack ? ", or null" : "")}.");

            if (!known.TryGetValue(word, out var kept))
                known.Add(kept = word);
            values.Add(kept);
        }

        return values.Count > 0 ? values.ToArray() : new Invalid(name, "It holds no value.");
    }
}
