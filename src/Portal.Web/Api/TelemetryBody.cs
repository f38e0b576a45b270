using System.IO.Compression;
using Portal.Monitoring;
using Portal.Shared;

namespace Portal.Web.Api;

/// <summary>
/// A post's body, unpacked when it came as gzip. Reading stops just past the largest body that is taken, so a small post that
/// unpacks to gigabytes costs no more than an honest one.
/// </summary>
internal static class TelemetryBody
{
    public static async Task<Result<ReadOnlyMemory<byte>>> Read(HttpRequest request, CancellationToken ct)
    {
        var encoding = request.Headers.ContentEncoding.ToString();
        if (encoding is not ("" or "identity" or "gzip"))
            return new Invalid("Content-Encoding", "Send the rows as they are, or packed with gzip.");

        try
        {
            if (encoding != "gzip")
                return await Take(request.Body, request.ContentLength ?? 0, ct);

            await using var unpacked = new GZipStream(request.Body, CompressionMode.Decompress, leaveOpen: true);
            return await Take(unpacked, 0, ct);
        }
        catch (InvalidDataException)
        {
            return new Invalid("body", "This is not gzip. No row was taken.");
        }
    }

    private static async Task<ReadOnlyMemory<byte>> Take(Stream body, long expected, CancellationToken ct)
    {
        const int most = AcceptPredictions.LargestBody + 1;
        var taken = GC.AllocateUninitializedArray<byte>((int)Math.Clamp(expected + 1, 16 * 1024, most));
        var length = 0;
        for (int read; (read = await body.ReadAsync(taken.AsMemory(length), ct)) > 0;)
        {
            length += read;
            if (length < taken.Length)
                continue;
            if (length == most)
                break;
            Array.Resize(ref taken, Math.Min(most, taken.Length * 2));
        }

        return taken.AsMemory(0, length);
    }
}
