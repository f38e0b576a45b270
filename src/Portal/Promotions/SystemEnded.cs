using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Promotions;

/// <summary>With a system ends what was applied of it, and what was asked for and is not decided.</summary>
public sealed class SystemEnded(IDbContextFactory<PortalDb> dbs, LiveFeed<PromotionId> feed, TimeProvider time) : IReaction<SystemRetired>
{
    private static readonly Actor Portal = Actor.System("end-of-system");

    public async Task React(SystemRetired what, CancellationToken ct)
    {
        var ended = await dbs.WriteAsync<List<PromotionId>>(async db =>
        {
            var (now, found) = (time.GetUtcNow(), new List<PromotionId>());
            var reason = SuspendPromotion.Shortened($"Its system is retired: {what.Reason}");
            foreach (var promotion in await db.Promotions.ToChange().Where(promotion => promotion.System == what.System).OrderBy(promotion => promotion.Code).ToListAsync(ct))
            {
                if (!promotion.EndWithItsSystem(new(reason, "", now, null), now))
                    continue;

                found.Add(promotion.Id);
                if (promotion.Removal is not null)
                    await Removals.Complete(db, Portal, promotion, now, ct);
                else
                    db.Record(new EntryDraft(Portal, now, PromotionEvents.Withdrawn, promotion.Code) { Reason = reason });
            }

            return found;
        }, ct);
        foreach (var id in ended.Value)
            feed.Publish(id);
    }
}
