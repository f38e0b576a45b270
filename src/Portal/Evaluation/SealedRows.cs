using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Portal.Data;
using Portal.Shared;

namespace Portal.Evaluation;

/// <summary>
/// Rows that not everybody may read, a JSON object a line, as a blob that the portal's key seals for one purpose. They are sealed piece by piece,
/// so that a million of them need no memory; a piece opens only as the one with its number and, if it is, as the last: none can be left out.
/// </summary>
internal sealed class SealedRows(BlobStore blobs, SealingKey key)
{
    private const int Piece = 1024 * 1024;

    public async Task<Digest> Put<T>(string purpose, IEnumerable<T> rows, JsonTypeInfo<T> type, CancellationToken ct)
    {
        await using var blob = blobs.Begin();
        var plain = new ArrayBufferWriter<byte>(2 * Piece);
        await using var json = new Utf8JsonWriter(plain);
        var number = 0;
        foreach (var row in rows)
        {
            JsonSerializer.Serialize(json, row, type);
            json.Reset();
            plain.Write("\n"u8);
            if (plain.WrittenCount < Piece)
                continue;

            await Write(blob.Content, plain.WrittenSpan.ToArray(), PurposeOf(purpose, number++, isLast: false), ct);
            plain.ResetWrittenCount();
        }

        await Write(blob.Content, plain.WrittenSpan.ToArray(), PurposeOf(purpose, number, isLast: true), ct);
        return await blob.KeepAsync(ct);
    }

    public async IAsyncEnumerable<T> Read<T>(Digest digest, string purpose, JsonTypeInfo<T> type, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var piece in Pieces(digest, purpose, ct))
        {
            for (var unread = piece; unread.Span.IndexOf((byte)'\n') is >= 0 and var end; unread = unread[(end + 1)..])
                yield return JsonSerializer.Deserialize(unread.Span[..end], type) ?? throw new JsonException("A row is empty.");
        }
    }

    /// <summary>The lines as they were sealed, some at a time.</summary>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> Pieces(Digest digest, string purpose, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var stored = blobs.Open(digest);
        var length = new byte[sizeof(int)];
        for (var number = 0; stored.Position < stored.Length; number++)
        {
            await stored.ReadExactlyAsync(length, ct);
            var box = new byte[Math.Clamp(BinaryPrimitives.ReadInt32LittleEndian(length), 0, (int)Math.Min(stored.Length - stored.Position, int.MaxValue))];
            await stored.ReadExactlyAsync(box, ct);
            yield return key.Unseal(box, PurposeOf(purpose, number, isLast: stored.Position == stored.Length));
        }
    }

    private async Task Write(Stream target, byte[] plain, string purpose, CancellationToken ct)
    {
        var box = key.Seal(plain, purpose);
        var length = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, box.Length);
        await target.WriteAsync(length, ct);
        await target.WriteAsync(box, ct);
    }

    private static string PurposeOf(string purpose, int number, bool isLast) => $"{purpose}/{number}{(isLast ? "/last" : "")}";
}

/// <summary>Rows that were sealed, opened for somebody: NDJSON, some lines at a time, and the blob that they lie in.</summary>
public sealed record SealedLines(Digest Blob, IAsyncEnumerable<ReadOnlyMemory<byte>> Pieces);
