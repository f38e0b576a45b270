using System.Text;

namespace Portal.Ledger.Packs;

/// <summary>Puts a pack together: what is signed, what signs it, then the files in the order of their names.</summary>
public static class PackWriter
{
    /// <summary>The files are exactly those that the manifest names, in its order; <paramref name="open"/> gives the deflated bytes of one.</summary>
    public static async Task Write(Stream target, PackManifest manifest, PackSeal seal, IReadOnlyList<PackedFile> files, Func<PackedFile, Stream> open, CancellationToken ct)
    {
        var front = new Dictionary<string, byte[]>
        {
            [PackLayout.Manifest] = manifest.ToBytes(),
            [PackLayout.Key] = Encoding.ASCII.GetBytes(seal.KeyPem),
            [PackLayout.Keys] = [.. seal.Takeovers.SelectMany(entry => (byte[])[.. entry.ToBytes(), (byte)'\n'])],
            [PackLayout.Signature] = seal.Signature,
        };
        var packed = new Dictionary<PackedFile, byte[]>();
        foreach (var path in PackLayout.Front)
        {
            using var bytes = new MemoryStream();
            packed.Add(await PackedFile.Pack(path, bytes, content => content.WriteAsync(front[path], ct).AsTask()), bytes.ToArray());
        }

        await PackZip.Write(target, [.. packed.Keys, .. files], file => packed.TryGetValue(file, out var bytes) ? new MemoryStream(bytes) : open(file), ct);
    }
}
