using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Portal.Monitoring.Intake;

/// <summary>A post in the log.</summary>
/// <param name="Post">What is known of it.</param>
/// <param name="Segment">The file that it is in.</param>
/// <param name="Body">Where in it its body is.</param>
internal sealed record LoggedPost(TelemetryBatch Post, string Segment, (long Start, int Length) Body);

/// <summary>
/// Posts on disk until they are counted. Whoever appends waits until the bytes are on disk; those who come while others are being written
/// share the next write, so many senders pay for one flush. Appending and deleting are all that ever happens to a segment.
/// </summary>
internal sealed class PostLog : IAsyncDisposable
{
    private const long LargestSegment = 64 * 1024 * 1024;
    private const int MostAtOnce = 64;

    /// <summary>From this size on a segment goes as soon as all of it is counted: little is left to look through at the next start.</summary>
    private const long WorthDeleting = 4 * 1024 * 1024;

    private readonly SegmentFolder _folder;
    private readonly FileStream _lock;

    // Who comes when it is full waits in its own request: there are no more of them than the intake lets in.
    private readonly Channel<Appending> _waiting = Channel.CreateBounded<Appending>(new BoundedChannelOptions(MostAtOnce) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    // Who holds both took the first one first.
    private readonly Lock _writing = new();
    private readonly Lock _places = new();
    private readonly Dictionary<string, InSegment> _segments = [];
    private readonly Task _writer;
    private Segment? _segment;

    private PostLog(SegmentFolder folder, FileStream held)
    {
        (_folder, _lock) = (folder, held);
        _writer = Task.Run(Write);
    }

    /// <summary>The log in a folder, and what an earlier process left in it, oldest first.</summary>
    public static (PostLog Log, IReadOnlyList<LoggedPost> Left) Open(string path, ILogger log)
    {
        var folder = new SegmentFolder(path);
        var held = folder.LockForWriting();
        List<LoggedPost> left = [];
        var opened = new PostLog(folder, held);
        foreach (var segment in folder.Segments)
        {
            var posts = Read(segment, log);
            opened._segments[segment] = new InSegment { Uncounted = posts.Count, Since = posts is [var first, ..] ? first.Post.ReceivedAt : DateTimeOffset.MaxValue };
            left.AddRange(posts);
        }

        return (opened, left);
    }

    /// <summary>Returns when the post is on disk. A sender that goes away does not take its post back.</summary>
    public async Task<LoggedPost> Append(TelemetryBatch post, ReadOnlyMemory<byte> body)
    {
        var header = PostRecord.HeaderOf(post);
        var appending = new Appending(post, Segment.HeadOf(header, body.Span), header, body);
        await _waiting.Writer.WriteAsync(appending, CancellationToken.None);
        return await appending.Done.Task;
    }

    public static byte[] BodyOf(LoggedPost post)
    {
        using var file = File.OpenHandle(post.Segment, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var body = new byte[post.Body.Length];
        return RandomAccess.Read(file, body, post.Body.Start) == body.Length ? body : throw new InvalidDataException($"{post.Segment} is shorter than it was.");
    }

    /// <summary>These are counted: segments in which nothing else waits go.</summary>
    public void Forget(IReadOnlyCollection<LoggedPost> posts)
    {
        lock (_places)
        {
            foreach (var post in posts)
                _segments[post.Segment].Uncounted--;
        }

        // While somebody writes there is another time.
        if (_writing.TryEnter())
        {
            try
            {
                CloseCounted(WorthDeleting);
            }
            finally
            {
                _writing.Exit();
            }
        }

        Delete();
    }

    /// <summary>Nothing that is counted stays, however little it is; when the oldest came that is still there.</summary>
    public DateTimeOffset ForgetAll()
    {
        lock (_writing)
            CloseCounted(1);
        Delete();
        lock (_places)
            return _segments.Values.Select(segment => segment.Since).DefaultIfEmpty(DateTimeOffset.MaxValue).Min();
    }

    private void CloseCounted(long size)
    {
        lock (_places)
        {
            if (_segment is { } segment && segment.Length >= size && _segments[segment.Path].Uncounted == 0)
                Close();
        }
    }

    private void Delete()
    {
        lock (_places)
        {
            string[] done = [.. _segments.Where(pair => pair.Value.Uncounted == 0 && pair.Key != _segment?.Path).Select(pair => pair.Key)];
            if (done.Length == 0 || !_folder.TryDelete(done))
                return;
            foreach (var segment in done)
                _segments.Remove(segment);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _writer;
        _segment?.Dispose();
        await _lock.DisposeAsync();
    }

    private static List<LoggedPost> Read(string segment, ILogger log)
    {
        var file = File.ReadAllBytes(segment);
        var content = Segment.Read(file);
        if (content.Passed > 0)
            Log.SegmentDamaged(log, segment, content.Passed);
        if (content.Torn > 0)
            Log.SegmentTorn(log, segment, content.Torn);
        return [.. content.Records.Select(range =>
        {
            var (post, body) = PostRecord.Read(file[range]);
            return new LoggedPost(post, segment, (range.Start.Value + body, range.End.Value - range.Start.Value - body));
        })];
    }

    private async Task Write()
    {
        List<Appending> together = [];
        while (await _waiting.Reader.WaitToReadAsync())
        {
            together.Clear();
            while (together.Count < MostAtOnce && _waiting.Reader.TryRead(out var next))
                together.Add(next);
            lock (_writing)
                Write(together);
        }
    }

    private void Write(IReadOnlyList<Appending> together)
    {
        try
        {
            var segment = Current();
            var start = segment.Length;
            segment.Append([.. together.SelectMany(one => one.Parts)]);
            foreach (var one in together)
            {
                lock (_places)
                    _segments[segment.Path].Add(one.Post.ReceivedAt);
                start += Segment.HeadSize + one.Header.Length;
                one.Done.SetResult(new LoggedPost(one.Post, segment.Path, (start, one.Body.Length)));
                start += one.Body.Length;
            }
        }
        catch (Exception fault)
        {
            // Nobody knows how much of it is on disk: the senders are told that it failed, and the next post begins a new file.
            lock (_places)
            {
                _segment?.CutOff();
                Close();
            }

            foreach (var one in together)
                one.Done.TrySetException(fault);
        }
    }

    private Segment Current()
    {
        lock (_places)
        {
            if (_segment is { Length: >= LargestSegment })
                Close();
            if (_segment is null)
            {
                _segment = _folder.Begin();
                _segments.Add(_segment.Path, new InSegment());
            }

            return _segment;
        }
    }

    private void Close()
    {
        _segment?.Dispose();
        _segment = null;
    }

    private sealed class InSegment
    {
        public int Uncounted { get; set; }

        public DateTimeOffset Since { get; set; } = DateTimeOffset.MaxValue;

        public void Add(DateTimeOffset receivedAt)
        {
            Uncounted++;
            if (receivedAt < Since)
                Since = receivedAt;
        }
    }

    private sealed record Appending(TelemetryBatch Post, byte[] Head, byte[] Header, ReadOnlyMemory<byte> Body)
    {
        // The sender goes on in a thread of its own: the one that writes has the next ones to write.
        public TaskCompletionSource<LoggedPost> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public IEnumerable<ReadOnlyMemory<byte>> Parts => [Head, Header, Body];
    }
}
