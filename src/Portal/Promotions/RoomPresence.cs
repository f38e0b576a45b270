using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Promotions;

/// <summary>One open review room, for as long as its page says that it is open.</summary>
public sealed class RoomVisit
{
    private RoomVisit() { }

    public Guid Id { get; private set; }

    public PromotionId Promotion { get; private set; }

    public PersonId Person { get; private set; }

    public string Name { get; private set; } = "";

    public DateTimeOffset SeenAt { get; private set; }

    internal static RoomVisit Of(PromotionId promotion, PersonId person, string name, DateTimeOffset now) =>
        new() { Id = Guid.CreateVersion7(now), Promotion = promotion, Person = person, Name = name, SeenAt = now };
}

/// <summary>Somebody came into a room, or left it.</summary>
public readonly record struct RoomChanged(PromotionId Promotion);

/// <summary>Who has a review room open now, on whichever node. No act of anybody: it is on no record, and what is not renewed is gone.</summary>
public sealed class RoomPresence(IDbContextFactory<PortalDb> dbs, LiveFeed<RoomChanged> feed, TimeProvider time)
{
    /// <summary>How often a page says that it is still open.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan Forgotten = 3 * Beat;

    public async Task<Guid> Enter(PromotionId promotion, PersonId person, string name, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var (visit, oldest) = (RoomVisit.Of(promotion, person, name, now), now - Forgotten);
        await dbs.WriteAsync<Done>(async db =>
        {
            await db.RoomVisits.Where(old => old.SeenAt < oldest).ExecuteDeleteAsync(ct);
            db.RoomVisits.Add(visit);
            return new Done();
        }, ct);
        feed.Publish(new RoomChanged(promotion));
        return visit.Id;
    }

    public async Task Stay(Guid visit, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        await dbs.WriteAsync<Done>(async db =>
        {
            await db.RoomVisits.Where(row => row.Id == visit).ExecuteUpdateAsync(row => row.SetProperty(one => one.SeenAt, now), ct);
            return new Done();
        }, ct);
    }

    public async Task Leave(Guid visit, PromotionId promotion, CancellationToken ct)
    {
        await dbs.WriteAsync<Done>(async db =>
        {
            await db.RoomVisits.Where(row => row.Id == visit).ExecuteDeleteAsync(ct);
            return new Done();
        }, ct);
        feed.Publish(new RoomChanged(promotion));
    }

    /// <summary>By name, each person once.</summary>
    public async Task<IReadOnlyList<string>> Here(PromotionId promotion, CancellationToken ct)
    {
        var oldest = time.GetUtcNow() - Forgotten;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var visits = await db.RoomVisits.AsNoTracking().Where(visit => visit.Promotion == promotion && visit.SeenAt >= oldest).Select(visit => new { visit.Person, visit.Name }).ToListAsync(ct);
        return [.. visits.DistinctBy(visit => visit.Person).Select(visit => visit.Name).Order(StringComparer.Ordinal)];
    }
}
