using System.Security.Cryptography;
using Portal.Shared;

namespace Portal.Data;

/// <summary>
/// Bytes by digest, as files: artifacts, uploaded rows, documents. A name is the digest, so a file is never changed and writing
/// the same bytes twice is nothing. On many nodes the folder is shared.
/// </summary>
public sealed class BlobStore(string root)
{
    private const int BufferSize = 128 * 1024;

    /// <summary>Stores a stream; the bytes are on disk when this returns. Null when there were more than <paramref name="most"/>.</summary>
    public Task<Stored?> PutAsync(Stream content, long most, CancellationToken ct) => PutIfAsync(content, most, static _ => true, ct);

    /// <summary>Stores a stream if what came is <paramref name="wanted"/>; else nothing is kept, and the answer says what it was.</summary>
    public async Task<Stored?> PutIfAsync(Stream content, long most, Predicate<Stored> wanted, CancellationToken ct)
    {
        Directory.CreateDirectory(root);
        var incoming = Path.Combine(root, $"incoming-{Path.GetRandomFileName()}");
        try
        {
            var stored = await WriteAsync(content, incoming, most, ct);
            if (stored is null || !wanted(stored))
                return stored;

            Adopt(incoming, stored.Digest);
            return stored;
        }
        finally
        {
            File.Delete(incoming);
        }
    }

    public async Task<Digest> PutAsync(ReadOnlyMemory<byte> content, CancellationToken ct)
    {
        using var stream = new MemoryStream(content.ToArray(), writable: false);
        return (await PutAsync(stream, long.MaxValue, ct) ?? throw new IOException("The bytes could not be stored.")).Digest;
    }

    /// <summary>Begins to write what is not there yet.</summary>
    public BlobWriter Begin()
    {
        Directory.CreateDirectory(root);
        return new BlobWriter(this, Path.Combine(root, $"incoming-{Path.GetRandomFileName()}"));
    }

    /// <summary>Of bytes that nothing refers to any more.</summary>
    internal void Delete(Digest digest) => File.Delete(PlaceOf(digest));

    public bool Has(Digest digest) => File.Exists(PlaceOf(digest));

    public Stream Open(Digest digest) => new FileStream(PlaceOf(digest), FileMode.Open, FileAccess.Read, FileShare.Read, BufferSize, FileOptions.Asynchronous | FileOptions.SequentialScan);

    public async Task<byte[]> ReadAsync(Digest digest, CancellationToken ct) => await File.ReadAllBytesAsync(PlaceOf(digest), ct);

    /// <summary>Takes a file that is on disk and has this digest.</summary>
    internal void Adopt(string file, Digest digest)
    {
        var place = PlaceOf(digest);
        Directory.CreateDirectory(Path.GetDirectoryName(place) ?? root);
        File.Move(file, place, overwrite: true);
    }

    /// <summary>Reads the bytes again: whether they are there and still what their name says.</summary>
    public async Task<bool> IsIntactAsync(Digest digest, CancellationToken ct)
    {
        if (!Has(digest))
            return false;

        await using var stream = Open(digest);
        return Digest.FromHash(await SHA256.HashDataAsync(stream, ct)) == digest;
    }

    private static async Task<Stored?> WriteAsync(Stream content, string path, long most, CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 0, FileOptions.Asynchronous);
        var buffer = new byte[BufferSize];
        long size = 0;
        for (int read; (read = await content.ReadAsync(buffer, ct)) > 0;)
        {
            if ((size += read) > most)
                return null;
            hash.AppendData(buffer, 0, read);
            await file.WriteAsync(buffer.AsMemory(0, read), ct);
        }

        file.Flush(flushToDisk: true);
        return new Stored(Digest.FromHash(hash.GetHashAndReset()), size);
    }

    private string PlaceOf(Digest digest) => Path.Combine(root, digest.Hex[..2], digest.Hex);
}

public sealed record Stored(Digest Digest, long Size);
