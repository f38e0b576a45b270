using System.Text.Json;
using Portal.Shared;

namespace Portal.Web.Api.Computing;

/// <summary>
/// A posted JSON object whose members are found before any is read, since what a list must hold may be said after it. Long lists are
/// then read straight into arrays, without a document in between.
/// </summary>
internal sealed class PostedObject
{
    private readonly ReadOnlyMemory<byte> _body;
    private readonly Dictionary<string, Range> _members;

    private PostedObject(ReadOnlyMemory<byte> body, Dictionary<string, Range> members) => (_body, _members) = (body, members);

    public static Result<PostedObject> Of(ReadOnlyMemory<byte> body, params string[] known)
    {
        var members = new Dictionary<string, Range>(StringComparer.Ordinal);
        try
        {
            var reader = new Utf8JsonReader(body.Span);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                return new Invalid("body", "Send one JSON object.");

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.GetString() ?? "";
                if (!known.Contains(name))
                    return new Invalid(name.Length is > 0 and <= 40 ? name : "body", $"This is not known here; an object has {string.Join(", ", known)}.");

                reader.Read();
                var from = (int)reader.TokenStartIndex;
                reader.Skip();
                if (!members.TryAdd(name, from..(int)reader.BytesConsumed))
                    return new Invalid(name, "It comes twice.");
            }

            reader.Read();
            return new PostedObject(body, members);
        }
        catch (JsonException fault)
        {
            return new Invalid("body", $"This is no JSON from line {fault.LineNumber + 1}, byte {fault.BytePositionInLine} on.");
        }
        catch (InvalidOperationException)
        {
            return new Invalid("body", "A name in it is no text in UTF-8.");
        }
    }

    /// <summary>It is there, and not null.</summary>
    public bool Has(string name) => _members.ContainsKey(name) && First(name) != JsonTokenType.Null;

    /// <summary>A member's bytes, which are JSON.</summary>
    public ReadOnlySpan<byte> this[string name] => _body.Span[_members[name]];

    /// <summary>What the first value of a list is that is not null; of what is no list, what it is itself.</summary>
    public JsonTokenType KindOf(string name)
    {
        var reader = new Utf8JsonReader(this[name]);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
            return reader.TokenType;

        while (reader.Read() && reader.TokenType == JsonTokenType.Null)
        {
        }

        return reader.TokenType;
    }

    /// <summary>A word, or null when there is none.</summary>
    public Result<string?> Word(string name)
    {
        if (!Has(name))
            return (string?)null;

        var reader = new Utf8JsonReader(this[name]);
        reader.Read();
        return reader.TokenType == JsonTokenType.String && PostedLists.TextOf(ref reader, PostedLists.LongestWord) is { } word
            ? word
            : new Invalid(name, $"It is a text of at most {PostedLists.LongestWord} characters.");
    }

    private JsonTokenType First(string name)
    {
        var reader = new Utf8JsonReader(this[name]);
        reader.Read();
        return reader.TokenType;
    }
}
