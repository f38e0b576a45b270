using System.Text.Json;

namespace Portal.Monitoring.Rows;

/// <summary>Gives one string for equal texts, without making another one to find out.</summary>
internal sealed class TextPool
{
    private const int LongestPooled = 128;
    private const int Most = 10_000;

    private readonly HashSet<string> _texts = new(StringComparer.Ordinal);

    public string Take(ref Utf8JsonReader reader)
    {
        if (reader.ValueSpan.Length > LongestPooled)
            return reader.GetString() ?? "";

        Span<char> buffer = stackalloc char[LongestPooled];
        ReadOnlySpan<char> text = buffer[..reader.CopyString(buffer)];
        if (_texts.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out var known))
            return known;

        var made = text.ToString();
        if (_texts.Count < Most)
            _texts.Add(made);
        return made;
    }
}
