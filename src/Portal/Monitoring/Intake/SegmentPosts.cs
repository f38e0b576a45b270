using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Data;
using Portal.Monitoring.Rows;
using Portal.Shared;

namespace Portal.Monitoring.Intake;

/// <summary>
/// Posts in a log on disk until they are counted, and their rows in memory, read once. Posts of scoring runs are rows: few, and what decides
/// about them is months old; so are posts that were claimed from quarantine, or taken by an earlier portal.
/// </summary>
internal sealed class SegmentPosts(RowPosts rows, IDbContextFactory<PortalDb> dbs, string path, IntakeRoom room, TimeProvider time, ILogger<SegmentPosts> log) : IPostStore, IAsyncDisposable
{
    private const int IdsAtOnce = 1000;

    private readonly SemaphoreSlim _opening = new(1, 1);
    private readonly RecentKeys _keys = new();
    private readonly Lock _lock = new();
    private readonly LinkedList<Uncounted> _waiting = [];
    private PostLog? _log;

    public ValueTask<Busy?> Full(CancellationToken ct) => ValueTask.FromResult(room.IsFull ? IntakeRoom.Busy : null);

    public async Task<Result<AcceptPredictions.Accepted>> Keep(NewPost post, CancellationToken ct)
    {
        var opened = await Opened(ct);
        return post.IsRepeatable ? await Once(opened, post, ct) : await Store(opened, post, ct);
    }

    public async Task<IReadOnlyList<WaitingPost>> Waiting(int mostPosts, int mostRows, CancellationToken ct)
    {
        await Opened(ct);
        List<WaitingPost> posts = [.. await rows.Waiting(mostPosts, mostRows, ct)];
        var count = posts.Sum(post => post.Post.Rows);
        List<Uncounted> logged;
        lock (_lock)
            logged = [.. _waiting.Take(mostPosts - posts.Count).TakeWhile((one, index) => (count += one.Logged.Post.Rows) <= mostRows || (index == 0 && posts.Count == 0))];
        posts.AddRange(logged.Select(one => new WaitingPost(one.Logged.Post, one.Rows ?? RowPosts.Readable(one.Logged.Post, PostLog.BodyOf(one.Logged))) { Logged = one.Logged }));
        return posts;
    }

    /// <summary>The row that remains of a logged post says that it is counted, and holds its key.</summary>
    public async Task<bool> Count(PortalDb db, IReadOnlyList<WaitingPost> posts, CancellationToken ct)
    {
        if (!await rows.Count(db, [.. posts.Where(post => post.Logged is null)], ct))
            return false;

        var logged = posts.Where(post => post.Logged is not null).Select(post => post.Post).ToList();
        var keys = logged.Select(post => post.Key).ToList();
        var taken = (await db.TelemetryBatches.Where(row => keys.Contains(row.Key)).Select(row => new { row.System, row.Key }).ToListAsync(ct)).Select(row => (row.System, row.Key)).ToHashSet();
        foreach (var post in logged)
        {
            if (taken.Contains((post.System, post.Key)))
                post.GiveUpKey();
            post.Fold();
            db.TelemetryBatches.Add(post);
        }

        return true;
    }

    public void Forget(IReadOnlyList<WaitingPost> posts)
    {
        LoggedPost[] logged = [.. posts.Select(post => post.Logged).OfType<LoggedPost>()];
        if (logged.Length == 0)
            return;

        var counted = logged.Select(post => post.Post.Id).ToHashSet();
        lock (_lock)
        {
            // What is counted is what came first, so this looks at little else.
            for (var (node, left) = (_waiting.First, counted.Count); node is not null && left > 0;)
            {
                var next = node.Next;
                if (counted.Contains(node.Value.Logged.Post.Id))
                {
                    _waiting.Remove(node);
                    room.Leave(node.Value.Weight);
                    left--;
                }

                node = next;
            }
        }

        _log?.Forget(logged);
    }

    public DateTimeOffset Tidy() => _log?.ForgetAll() ?? DateTimeOffset.MinValue;

    public async ValueTask DisposeAsync()
    {
        _opening.Dispose();
        if (_log is not null)
            await _log.DisposeAsync();
    }

    /// <summary>A key counts once: who comes second waits until the first is on disk.</summary>
    private async Task<Result<AcceptPredictions.Accepted>> Once(PostLog opened, NewPost asked, CancellationToken ct)
    {
        var post = asked.Post;
        var (name, mine) = (RecentKeys.NameOf(post.System, post.Key), new RecentKey(post.Body, post.Rows, post.ReceivedAt));
        var known = _keys.GetOrAdd(name, mine);
        if (known != mine)
        {
            return !known.IsOf(post.Body) ? new KeyReused(post.Key)
                : await known.Stored.WaitAsync(ct) ? new AcceptPredictions.Accepted(known.Rows)
                : IntakeRoom.Busy;
        }

        var isStored = false;
        try
        {
            if (!_keys.IsWhole && await Earlier(post, ct) is { } earlier)
            {
                isStored = earlier.Body == post.Body;
                return isStored ? new AcceptPredictions.Accepted(earlier.Rows) : new KeyReused(post.Key);
            }

            var result = await Store(opened, asked, ct);
            isStored = result.Refusal is null;
            return result;
        }
        finally
        {
            if (!isStored)
                _keys.Remove(name, mine);
            mine.Settle(isStored);
        }
    }

    private async Task<EarlierPost?> Earlier(TelemetryBatch post, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await RowPosts.Earlier(db, post, ct);
    }

    private async Task<Result<AcceptPredictions.Accepted>> Store(PostLog opened, NewPost post, CancellationToken ct)
    {
        if (post.Post.Run is not null)
            return await rows.Full(ct) is { } full ? full : await rows.Keep(post, ct);

        var weight = post.Rows.Weight;
        if (!room.TryEnter(weight))
            return IntakeRoom.Busy;

        try
        {
            // From here on nobody takes it back: it may be on disk already.
            var logged = await opened.Append(post.Post, post.Body);
            lock (_lock)
                _waiting.AddLast(new Uncounted(logged, post.Rows, weight));
            return new AcceptPredictions.Accepted(post.Post.Rows);
        }
        catch
        {
            room.Leave(weight);
            throw;
        }
    }

    /// <summary>Not before it is needed: commands on the same data leave the log alone.</summary>
    private async ValueTask<PostLog> Opened(CancellationToken ct)
    {
        if (Volatile.Read(ref _log) is { } opened)
            return opened;

        await _opening.WaitAsync(ct);
        try
        {
            return _log ?? await Open(ct);
        }
        finally
        {
            _opening.Release();
        }
    }

    private async Task<PostLog> Open(CancellationToken ct)
    {
        var (opened, left) = PostLog.Open(path, log);
        try
        {
            // Nothing waits before all is known: what fails here is done anew by whoever comes next.
            var counted = await Counted(left, ct);
            await Remember(left, ct);
            opened.Forget(counted);
            foreach (var post in left.Where(post => !counted.Contains(post)))
            {
                room.Enter(post.Body.Length);
                _waiting.AddLast(new Uncounted(post, null, post.Body.Length));
            }

            Volatile.Write(ref _log, opened);
            return opened;
        }
        catch
        {
            await opened.DisposeAsync();
            throw;
        }
    }

    /// <summary>The portal may have ended between counting a post and forgetting it.</summary>
    private async Task<IReadOnlySet<LoggedPost>> Counted(IReadOnlyList<LoggedPost> left, CancellationToken ct)
    {
        HashSet<LoggedPost> counted = [];
        await using var db = await dbs.CreateDbContextAsync(ct);
        foreach (var some in left.Chunk(IdsAtOnce))
        {
            var ids = some.Select(post => post.Post.Id).ToList();
            var known = (await db.TelemetryBatches.Where(row => ids.Contains(row.Id)).Select(row => row.Id).ToListAsync(ct)).ToHashSet();
            counted.UnionWith(some.Where(post => known.Contains(post.Post.Id)));
        }

        return counted;
    }

    private async Task Remember(IReadOnlyList<LoggedPost> left, CancellationToken ct)
    {
        var day = time.GetUtcNow() - ForgetTelemetry.KeysKept;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var known = await db.TelemetryBatches.Where(row => row.ReceivedAt >= day && !row.Key.StartsWith(TelemetryBatch.MadeKey)).OrderByDescending(row => row.ReceivedAt).Take(RecentKeys.Most)
            .Select(row => new { row.System, row.Key, row.Body, row.Rows, row.ReceivedAt }).ToListAsync(ct);
        if (known.Count == RecentKeys.Most)
            _keys.MissSome();
        foreach (var row in known.OrderBy(row => row.ReceivedAt))
            Remember(row.System, row.Key, new RecentKey(row.Body, row.Rows, row.ReceivedAt));
        foreach (var (post, _, _) in left.Where(post => !post.Post.Key.StartsWith(TelemetryBatch.MadeKey, StringComparison.Ordinal)))
            Remember(post.System, post.Key, new RecentKey(post.Body, post.Rows, post.ReceivedAt));
    }

    private void Remember(SystemId system, string key, RecentKey known)
    {
        _keys.GetOrAdd(RecentKeys.NameOf(system, key), known);
        known.Settle(true);
    }

    private sealed record Uncounted(LoggedPost Logged, TelemetryRows? Rows, long Weight);
}
