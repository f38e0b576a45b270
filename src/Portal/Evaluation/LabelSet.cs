using System.Buffers;
using System.Text.Json;
using Portal.Shared;

namespace Portal.Evaluation;

/// <summary>What is right of a data set, known by its ids and labels whatever the order they came in.</summary>
internal static class LabelSet
{
    public static Digest DigestOf(IEnumerable<(string Id, string? Label)> labels)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartArray();
            foreach (var (id, label) in labels.OrderBy(row => row.Id, StringComparer.Ordinal))
            {
                json.WriteStringValue(id);
                json.WriteStringValue(label);
            }

            json.WriteEndArray();
        }

        return Digest.Of(bytes.WrittenSpan);
    }
}
