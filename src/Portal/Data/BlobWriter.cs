using System.Security.Cryptography;
using Portal.Shared;

namespace Portal.Data;

/// <summary>Bytes that go into the store as they are made. Unless they are kept, nothing is left of them.</summary>
public sealed class BlobWriter : IAsyncDisposable
{
    private const int BufferSize = 128 * 1024;

    private readonly BlobStore _blobs;
    private readonly string _incoming;
    private readonly SHA256 _hash = SHA256.Create();
    private readonly FileStream _file;
    private readonly CryptoStream _content;

    internal BlobWriter(BlobStore blobs, string incoming)
    {
        (_blobs, _incoming) = (blobs, incoming);
        _file = new FileStream(incoming, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferSize, FileOptions.Asynchronous);
        _content = new CryptoStream(_file, _hash, CryptoStreamMode.Write, leaveOpen: true);
    }

    public Stream Content => _content;

    /// <summary>Ends writing; the bytes are on disk when this returns.</summary>
    public async Task<Digest> KeepAsync(CancellationToken ct)
    {
        await _content.FlushFinalBlockAsync(ct);
        _file.Flush(flushToDisk: true);

        // Whoever opens it under its new name must not find it locked.
        await _file.DisposeAsync();
        var digest = Digest.FromHash(_hash.Hash);
        _blobs.Adopt(_incoming, digest);
        return digest;
    }

    public async ValueTask DisposeAsync()
    {
        await _content.DisposeAsync();
        await _file.DisposeAsync();
        _hash.Dispose();
        File.Delete(_incoming);
    }
}
