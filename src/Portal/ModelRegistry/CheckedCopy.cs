using System.Security.Cryptography;
using Portal.Shared;

namespace Portal.ModelRegistry;

/// <summary>
/// Copies bytes and holds them against its digest on the way. The last buffer is let go only when the digest is right, so that whoever
/// reads never has bytes that look whole and are not the ones that were kept.
/// </summary>
public static class CheckedCopy
{
    private const int BufferSize = 128 * 1024;

    /// <summary>Whether all of it was the declared bytes. <paramref name="target"/> is opened at the first buffer that is let go.</summary>
    public static async Task<bool> Run(OpenedArtifact artifact, Func<Stream> target, CancellationToken ct) =>
        artifact.Content.Length == artifact.Size && await Run(artifact.Content, artifact.Digest, target, ct);

    /// <summary>Whether all of it had this digest.</summary>
    public static async Task<bool> Run(Stream content, Digest digest, Func<Stream> target, CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (held, next) = (new byte[BufferSize], new byte[BufferSize]);
        var count = 0;
        for (int read; (read = await content.ReadAsync(next, ct)) > 0;)
        {
            hash.AppendData(next, 0, read);
            if (count > 0)
                await target().WriteAsync(held.AsMemory(0, count), ct);
            (held, next, count) = (next, held, read);
        }

        if (Digest.FromHash(hash.GetHashAndReset()) != digest)
            return false;

        await target().WriteAsync(held.AsMemory(0, count), ct);
        return true;
    }
}
