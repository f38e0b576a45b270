using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using Portal.Shared;

namespace Portal.Evaluation;

/// <summary>What is right of a data set, known by its ids and labels whatever the order they came in.</summary>
internal static class LabelSet
{
    private const int Batch = 128 * 1024;

    public static Digest DigestOf(IEnumerable<(string Id, string? Label)> labels)
    {
        (string Id, string? Label)[] sorted = [.. labels];
        Array.Sort(sorted, static (one, other) => string.CompareOrdinal(one.Id, other.Id));
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var bytes = new ArrayBufferWriter<byte>(2 * Batch);
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartArray();
            foreach (var (id, label) in sorted)
            {
                json.WriteStringValue(id);
                json.WriteStringValue(label);
                if (json.BytesPending >= Batch)
                    Hash(json);
            }

            json.WriteEndArray();
            Hash(json);
        }

        return Digest.FromHash(hash.GetHashAndReset());

        void Hash(Utf8JsonWriter json)
        {
            json.Flush();
            hash.AppendData(bytes.WrittenSpan);
            bytes.ResetWrittenCount();
        }
    }
}
