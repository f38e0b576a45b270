using System.Buffers.Text;
using System.Text.Json;

namespace Portal.Accounts.Oidc;

/// <summary>Reads what others wrote: whatever is absent, of another kind or no text at all is null, never a fault.</summary>
internal static class JsonText
{
    public static string? Of(JsonElement of, string member)
    {
        if (of.ValueKind != JsonValueKind.Object || !of.TryGetProperty(member, out var value) || value.ValueKind != JsonValueKind.String)
            return null;

        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            // Bytes that are no UTF-8, or half a surrogate pair.
            return null;
        }
    }

    /// <summary>The texts of a list, or the one text that stands for it.</summary>
    public static IReadOnlyList<string> All(JsonElement of, string member) =>
        of.ValueKind != JsonValueKind.Object || !of.TryGetProperty(member, out var value) ? []
        : value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.String ? Whole(item) : null).OfType<string>()]
        : Of(of, member) is { } one ? [one] : [];

    public static DateTimeOffset? Time(JsonElement of, string member) =>
        of.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var seconds) && seconds is >= 0 and < 253_402_300_800
            ? DateTimeOffset.UnixEpoch.AddSeconds(seconds)
            : null;

    public static JsonElement? Parse(ReadOnlySpan<byte> utf8)
    {
        try
        {
            var reader = new Utf8JsonReader(utf8);
            using var document = JsonDocument.ParseValue(ref reader);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static byte[]? Decode(string base64Url)
    {
        try
        {
            return Base64Url.DecodeFromChars(base64Url);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static string? Whole(JsonElement text)
    {
        try
        {
            return text.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
