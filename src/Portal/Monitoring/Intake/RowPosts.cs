using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Monitoring.Rows;
using Portal.Shared;

namespace Portal.Monitoring.Intake;

/// <summary>Posts as rows of the database, unique by system and key, for whichever node counts them first.</summary>
internal sealed class RowPosts(IDbContextFactory<PortalDb> dbs) : IPostStore
{
    private readonly FreshRows _fresh = new();

    /// <summary>Not in the transaction that stores: the limit is soft, and posts would conflict over it for nothing.</summary>
    public async ValueTask<Busy?> Full(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.TelemetryBatches.CountAsync(waiting => !waiting.Folded, ct) < AcceptPredictions.MostWaiting
            ? null
            : new Busy($"{AcceptPredictions.MostWaiting} posts wait to be counted. No row was taken; send it again.", TimeSpan.FromSeconds(2));
    }

    public async Task<Result<AcceptPredictions.Accepted>> Keep(NewPost post, CancellationToken ct)
    {
        post.Post.Carry(post.Body);
        var result = await Store(post, ct);
        if (result.Refusal is null)
            _fresh.Add(post.Post.Id, post.Rows);
        return result;
    }

    /// <summary>Ids first, since the contents are large.</summary>
    public async Task<IReadOnlyList<WaitingPost>> Waiting(int mostPosts, int mostRows, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var oldest = await db.TelemetryBatches.Where(batch => !batch.Folded).OrderBy(batch => batch.Id).Take(mostPosts)
            .Select(batch => new { batch.Id, batch.Rows }).ToListAsync(ct);

        List<WaitingPost> posts = [];
        var rows = 0;
        foreach (var one in oldest.TakeWhile((post, index) => (rows += post.Rows) <= mostRows || index == 0))
        {
            if (await db.TelemetryBatches.AsNoTracking().SingleAsync(row => row.Id == one.Id, ct) is { Folded: false } post)
                posts.Add(new WaitingPost(post, _fresh.Take(post.Id) ?? Readable(post, post.Content)));
        }

        return posts;
    }

    public async Task<bool> Count(PortalDb db, IReadOnlyList<WaitingPost> posts, CancellationToken ct)
    {
        if (posts.Count == 0)
            return true;

        var ids = posts.Select(post => post.Post.Id).ToList();
        if (await db.TelemetryBatches.CountAsync(batch => ids.Contains(batch.Id) && !batch.Folded, ct) != ids.Count)
            return false;

        var nothing = Array.Empty<byte>();
        await db.TelemetryBatches.Where(batch => ids.Contains(batch.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(batch => batch.Folded, true).SetProperty(batch => batch.Content, nothing), ct);
        return true;
    }

    public void Forget(IReadOnlyList<WaitingPost> posts)
    {
        // The transaction that counted them has emptied them.
    }

    public DateTimeOffset Tidy() => DateTimeOffset.MaxValue;

    /// <summary>What an accepted post holds.</summary>
    public static TelemetryRows Readable(TelemetryBatch post, ReadOnlySpan<byte> content) =>
        TelemetryRows.Read(post.Kind, content, post.ReceivedAt, post.RunName).Succeeded(out var rows, out var fault)
            ? rows
            : throw new InvalidDataException($"Post {post.Id} was accepted but cannot be read: {fault.Message}");

    public static Task<EarlierPost?> Earlier(PortalDb db, TelemetryBatch post, CancellationToken ct) =>
        db.TelemetryBatches.Where(row => row.System == post.System && row.Key == post.Key)
            .Select(row => new EarlierPost(row.Body, row.Rows)).SingleOrDefaultAsync(ct);

    private async Task<Result<AcceptPredictions.Accepted>> Store(NewPost post, CancellationToken ct)
    {
        try
        {
            return await dbs.WriteAsync(db => Decide(db, post, ct), ct);
        }
        catch (Exception fault) when (post.IsRepeatable && Conflicts.IsDuplicate(fault))
        {
            // The same key came twice at once, and the other was first: it is there now.
            return await dbs.WriteAsync(db => Decide(db, post, ct), ct);
        }
    }

    private static async Task<Result<AcceptPredictions.Accepted>> Decide(PortalDb db, NewPost asked, CancellationToken ct)
    {
        var post = asked.Post;
        if (post.Run is { } run && await db.TelemetryBatches.Where(row => row.System == post.System && row.Run == run).Select(row => row.RunDay).FirstOrDefaultAsync(ct) is { } day && day != post.RunDay)
            return new Invalid("asOf", $"The batch '{run}' is of {Calendar.Text(day)}. No row was taken.");

        // What belongs to a scoring run counts once under whatever key it comes.
        if (post.Run is not null && await db.TelemetryBatches.Where(row => row.System == post.System && row.Run == post.Run && row.Body == post.Body).Select(row => (int?)row.Rows).FirstOrDefaultAsync(ct) is { } rows)
            return new AcceptPredictions.Accepted(rows);
        if (asked.IsRepeatable && await Earlier(db, post, ct) is { } earlier)
            return earlier.Body == post.Body ? new AcceptPredictions.Accepted(earlier.Rows) : new KeyReused(post.Key);

        db.TelemetryBatches.Add(post);
        return new AcceptPredictions.Accepted(post.Rows);
    }
}

internal sealed record EarlierPost(Digest Body, int Rows);
