using System.Collections.Concurrent;
using System.Security.Cryptography;
using Portal.Shared;

namespace Portal.Data;

/// <summary>Which bytes of a whole come: from the first one to the one at which they end.</summary>
public readonly record struct ByteRange(long From, long End, long Total)
{
    public static ByteRange Whole(long total) => new(0, total, total);

    public long Length => End - From;
}

/// <summary>What became of bytes that were sent.</summary>
public abstract record Arrival
{
    private Arrival() { }

    /// <summary>Somebody else is sending the same at this moment.</summary>
    public sealed record Taken : Arrival;

    /// <summary>These are not the bytes that come next.</summary>
    public sealed record OutOfStep(long Expected) : Arrival;

    /// <summary>More or fewer came than were announced, so none of them is kept.</summary>
    public sealed record Misstated(bool TooMany, long Came) : Arrival;

    /// <summary>They are on disk, and more are to come.</summary>
    public sealed record Part(long Offset) : Arrival;

    /// <summary>All have come; they are in the store if they are the ones that were wanted, and nowhere otherwise.</summary>
    public sealed record Complete(Stored Stored) : Arrival;
}

/// <summary>
/// Bytes on their way into the store, as one file a name beside the blobs. It survives a broken line, a restart and a kill, and who writes it
/// holds its lock. When the last byte is there, the file is read whole: what is on disk is judged, not what went by.
/// </summary>
public sealed class IncomingBlobs(string root, BlobStore blobs)
{
    private const string Prefix = "incoming-";
    private const int BufferSize = 128 * 1024;

    // The operating system's lock goes with the file, which moves into the store; this one goes with the name.
    private readonly ConcurrentDictionary<string, byte> _taken = new();

    /// <summary>The byte that comes next. The last one is asked for again when a kill came between it and the store.</summary>
    public long OffsetOf(string name, long total) =>
        new FileInfo(PlaceOf(name)) is { Exists: true } file ? Math.Min(file.Length, total - 1) : 0;

    public async Task<Arrival> ReceiveAsync(string name, ByteRange range, Stream content, Predicate<Stored> wanted, CancellationToken ct)
    {
        if (!_taken.TryAdd(name, 0))
            return new Arrival.Taken();

        try
        {
            Directory.CreateDirectory(root);
            if (Open(PlaceOf(name)) is not { } file)
                return new Arrival.Taken();

            await using (file)
            {
                var arrival = await AppendAsync(file, range, content, ct);
                if (file.Length == 0)
                    File.Delete(file.Name);
                return arrival is Arrival.Part { Offset: var offset } && offset == range.Total ? await CompleteAsync(file, wanted, ct) : arrival;
            }
        }
        finally
        {
            _taken.TryRemove(name, out _);
        }
    }

    /// <summary>Forgets what nobody has gone on with since then.</summary>
    public void Forget(DateTimeOffset before)
    {
        if (!Directory.Exists(root))
            return;

        foreach (var file in new DirectoryInfo(root).EnumerateFiles($"{Prefix}*").Where(file => file.LastWriteTimeUtc < before.UtcDateTime))
            file.Delete();
    }

    private static async Task<Arrival> AppendAsync(FileStream file, ByteRange range, Stream content, CancellationToken ct)
    {
        var next = Math.Min(file.Length, range.Total - 1);
        if (range.From != 0 && range.From != next)
            return new Arrival.OutOfStep(next);

        file.SetLength(range.From);
        file.Position = range.From;
        var came = 0L;
        try
        {
            var buffer = new byte[BufferSize];
            for (int read; came <= range.Length && (read = await content.ReadAsync(buffer, ct)) > 0; came += read)
                await file.WriteAsync(buffer.AsMemory(0, (int)Math.Min(read, range.Length - came)), CancellationToken.None);
        }
        catch (Exception fault) when (fault is IOException or OperationCanceledException)
        {
            // The line broke: what has come is good to go on from.
            file.Flush(flushToDisk: true);
            if (file.Length == 0)
                File.Delete(file.Name);
            throw;
        }

        if (came != range.Length)
        {
            file.SetLength(range.From);
            return new Arrival.Misstated(came > range.Length, came);
        }

        file.Flush(flushToDisk: true);
        return new Arrival.Part(range.End);
    }

    private async Task<Arrival> CompleteAsync(FileStream file, Predicate<Stored> wanted, CancellationToken ct)
    {
        file.Position = 0;
        var stored = new Stored(Digest.FromHash(await SHA256.HashDataAsync(file, ct)), file.Length);
        if (wanted(stored))
            blobs.Adopt(file.Name, stored.Digest);
        else
            File.Delete(file.Name);
        return new Arrival.Complete(stored);
    }

    /// <summary>Null when another process has it, or had it and has just moved it away.</summary>
    private static FileStream? Open(string path)
    {
        FileStream file;
        try
        {
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 0, FileOptions.Asynchronous);
        }
        catch (IOException)
        {
            return null;
        }

        if (File.Exists(path))
            return file;

        file.Dispose();
        return null;
    }

    private string PlaceOf(string name) => Path.Combine(root, $"{Prefix}{name}");
}
