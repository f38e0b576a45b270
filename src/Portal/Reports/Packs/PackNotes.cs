using System.Text.Json;
using System.Text.Json.Serialization;
using Portal.Ledger.Packs;

namespace Portal.Reports.Packs;

/// <summary>What is kept beside a part that is whole, and of a seal that was made.</summary>
internal static class PackNotes
{
    public static async Task Write(string path, PackedFile file, CancellationToken ct)
    {
        await using (var target = new FileStream(path + ".new", FileMode.Create, FileAccess.Write, FileShare.None))
        {
            await JsonSerializer.SerializeAsync(target, new PartNote(file.File.Path, file.File.Size, file.File.Sha256, file.File.Items, file.Crc, file.PackedSize), PackJson.Default.PartNote, ct);
            target.Flush(flushToDisk: true);
        }

        File.Move(path + ".new", path, overwrite: true);
    }

    /// <summary>Null when there is none, or a torn one.</summary>
    public static async Task<PackedFile?> Read(string path, CancellationToken ct)
    {
        if (!File.Exists(path))
            return null;

        try
        {
            await using var source = File.OpenRead(path);
            return await JsonSerializer.DeserializeAsync(source, PackJson.Default.PartNote, ct) is { } note
                ? new PackedFile(new PackFile(note.Path, note.Size, note.Sha256, note.Items), note.Crc, note.PackedSize)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static byte[] ToBytes(PackSeal seal) =>
        JsonSerializer.SerializeToUtf8Bytes(new SealNote(seal.Signature, seal.KeyPem, [.. seal.Takeovers.Select(entry => entry.ToBytes())]), PackJson.Default.SealNote);

    public static PackSeal ToSeal(byte[] bytes)
    {
        var note = JsonSerializer.Deserialize(bytes, PackJson.Default.SealNote) ?? throw new FormatException("A stored seal is none.");
        return new PackSeal(note.Signature, note.KeyPem, [.. note.Takeovers.Select(line => ProvenEntry.TryParse(line) ?? throw new FormatException("A stored seal is none."))]);
    }
}

internal sealed record PartNote(string Path, long Size, string Sha256, long? Items, uint Crc, long PackedSize);

internal sealed record SealNote(byte[] Signature, string KeyPem, IReadOnlyList<byte[]> Takeovers);

[JsonSerializable(typeof(PartNote))]
[JsonSerializable(typeof(SealNote))]
internal sealed partial class PackJson : JsonSerializerContext;
