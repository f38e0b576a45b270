using System.Security.Cryptography;
using Portal.Shared;

namespace Portal.ModelRegistry;

/// <summary>
/// Copies an artifact and holds its bytes against its digest on the way. The last buffer is let go only when the digest is right, so that whoever
/// reads never has bytes that look whole and are not the declared ones.
/// </summary>
public static class CheckedCopy
{
    private const int BufferSize = 128 * 1024;

    /// <summary>Whether all of it was the declared bytes. <paramref name="target"/> is opened at the first buffer that is let go.</summary>
    public static async Task<bool> Run(OpenedArtifact artifact, Func<Stream> target, CancellationToken ct)
    {
        if (artifact.Content.Length != artifact.Size)
            return false;

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (held, next) = (new byte[BufferSize], new byte[BufferSize]);
        var count = 0;
        for (int read; (read = await artifact.Content.ReadAsync(next, ct)) > 0;)
        {
            hash.AppendData(next, 0, read);
            if (count > 0)
                await target().WriteAsync(held.AsMemory(0, count), ct);
            (held, next, count) = (next, held, read);
        }

        if (Digest.FromHash(hash.GetHashAndReset()) != artifact.Digest)
            return false;

        await target().WriteAsync(held.AsMemory(0, count), ct);
        return true;
    }
}
