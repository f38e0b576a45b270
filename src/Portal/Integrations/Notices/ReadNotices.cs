using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Integrations.Notices;

/// <summary>Marks one of somebody's own notices as read, or all of them; hence no entry.</summary>
public sealed class ReadNotices(IDbContextFactory<PortalDb> dbs, LiveFeed<NoticesOf> feed, TimeProvider time)
{
    /// <param name="Only">The one that was read; absent for all.</param>
    public sealed record Input(NoticeId? Only = null);

    public async Task<Result<Done>> Run(Actor actor, Input input, CancellationToken ct)
    {
        if (actor.Person is not { } person)
            return new Forbidden("Notices are read by people.");

        var result = await dbs.WriteAsync<Done>(async db =>
        {
            var now = time.GetUtcNow();
            var unread = db.Notices.Where(notice => notice.Person == person && notice.ReadAt == null);
            if (input.Only is { } only)
                unread = unread.Where(notice => notice.Id == only);
            await unread.ExecuteUpdateAsync(set => set.SetProperty(notice => notice.ReadAt, now).SetProperty(notice => notice.ChangedAt, now), ct);
            return new Done();
        }, ct);
        feed.Publish(new NoticesOf(person));
        return result;
    }
}
