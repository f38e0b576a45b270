using System.Text.Json;

namespace Portal.Evaluation;

/// <summary>One JSON text read as it comes. Of an array no more than one element is in memory; it is good until the next read.</summary>
internal sealed class JsonRows(Stream content)
{
    private readonly ReadBuffer _buffer = new(content);
    private JsonReaderState _state;
    private bool _isLast;

    private delegate bool Reading<T>(ref Utf8JsonReader reader, out T? value);

    /// <summary>The next token with its text, if it is a name; null at the end.</summary>
    public async ValueTask<(JsonTokenType Type, string? Name)?> Token(CancellationToken ct) => await Read<(JsonTokenType, string?)?>(static (ref reader, out token) =>
    {
        token = reader.Read() ? (reader.TokenType, reader.TokenType == JsonTokenType.PropertyName ? reader.GetString() : null) : null;
        return token is not null || reader.IsFinalBlock;
    }, ct);

    /// <summary>The value of the name that was read.</summary>
    public async ValueTask<JsonDocument> Value(CancellationToken ct) =>
        await Read<JsonDocument>(static (ref reader, out value) => JsonDocument.TryParseValue(ref reader, out value), ct) ?? throw new JsonException();

    /// <summary>The next element of the array whose beginning was read; null after the last one.</summary>
    public ValueTask<JsonDocument?> Element(CancellationToken ct) => Read<JsonDocument>(static (ref reader, out value) =>
    {
        value = null;
        return reader.Read() && (reader.TokenType == JsonTokenType.EndArray || JsonDocument.TryParseValue(ref reader, out value));
    }, ct);

    private async ValueTask<T?> Read<T>(Reading<T> reading, CancellationToken ct)
    {
        T? value;
        while (!TryRead(reading, out value))
        {
            if (_isLast)
                throw new JsonException();
            _isLast = !await _buffer.Fill(ct);
        }

        return value;
    }

    // What was read only in part is read again from its beginning when more has come.
    private bool TryRead<T>(Reading<T> reading, out T? value)
    {
        var reader = new Utf8JsonReader(_buffer.Unread.Span, _isLast, _state);
        if (!reading(ref reader, out value))
            return false;

        _state = reader.CurrentState;
        _buffer.Advance((int)reader.BytesConsumed);
        return true;
    }
}
