using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Unicode;

namespace Portal.Ledger;

/// <summary>
/// JSON in the one form of RFC 8785 (JSON Canonicalization Scheme), restricted to the values of
/// <see cref="CanonicalValue"/>, so that two programs that mean the same write the same bytes.
/// </summary>
/// <example><code>CanonicalJson.Object(("event", "Filed"), ("seats", 2), ("who", ["a", "b"])).ToBytes()</code></example>
public static class CanonicalJson
{
    // As deep as System.Text.Json reads by default; the ledger's own entries are four deep.
    private const int MaximumDepth = 64;

    /// <summary>An object; a value that is a null reference is JSON's null.</summary>
    /// <exception cref="ArgumentException">A name occurs twice, or a name or text holds half a surrogate pair.</exception>
    public static CanonicalValue.Object Object(params ReadOnlySpan<(string Name, CanonicalValue? Value)> members)
    {
        var whole = new List<(string, CanonicalValue)>(members.Length);
        foreach (var (name, value) in members) whole.Add((name, value ?? CanonicalValue.Null));
        return new CanonicalValue.Object(whole);
    }

    /// <summary>A list; an item that is a null reference is JSON's null.</summary>
    public static CanonicalValue List(ReadOnlySpan<CanonicalValue> items)
    {
        var whole = ImmutableArray.CreateBuilder<CanonicalValue>(items.Length);
        foreach (var item in items) whole.Add(item ?? CanonicalValue.Null);
        return new CanonicalValue.List(whole.MoveToImmutable());
    }

    /// <summary>Reads bytes that are in canonical form to the last of them.</summary>
    /// <exception cref="FormatException">They are not JSON, not of the restricted kind, or not in canonical form.</exception>
    public static CanonicalValue Parse(ReadOnlySpan<byte> bytes)
    {
        if (!Utf8.IsValid(bytes)) throw new FormatException("The bytes are not UTF-8.");

        CanonicalValue value;
        try
        {
            var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = MaximumDepth });
            reader.Read();
            value = Read(ref reader);
            if (reader.Read()) throw new FormatException("There is more than one value.");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException)
        {
            // InvalidOperationException: an escaped half of a surrogate pair.
            throw new FormatException($"Not canonical JSON: {exception.Message}", exception);
        }

        return value.ToBytes().AsSpan().SequenceEqual(bytes) ? value : throw new FormatException("The JSON is not in canonical form.");
    }

    private static CanonicalValue Read(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.StartObject => ReadObject(ref reader),
        JsonTokenType.StartArray => ReadList(ref reader),
        JsonTokenType.String => new CanonicalValue.Text(reader.GetString() ?? ""),
        JsonTokenType.Number when reader.TryGetInt64(out var integer) => new CanonicalValue.Integer(integer),
        JsonTokenType.True => new CanonicalValue.Truth(true),
        JsonTokenType.False => new CanonicalValue.Truth(false),
        JsonTokenType.Null => CanonicalValue.Null,
        _ => throw new FormatException("A number is not a small integer."),
    };

    private static CanonicalValue.Object ReadObject(ref Utf8JsonReader reader)
    {
        var members = new List<(string, CanonicalValue)>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString() ?? "";
            reader.Read();
            members.Add((name, Read(ref reader)));
        }

        return new CanonicalValue.Object(members);
    }

    private static CanonicalValue.List ReadList(ref Utf8JsonReader reader)
    {
        var items = ImmutableArray.CreateBuilder<CanonicalValue>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) items.Add(Read(ref reader));
        return new CanonicalValue.List(items.DrainToImmutable());
    }
}
