using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Promotions;

/// <summary>When an entry is published, requests that rest on its material fields go stale, and their open pages say so.</summary>
public sealed class MarkStale(IDbContextFactory<PortalDb> dbs, LiveFeed<PromotionId> feed, TimeProvider time) : IReaction<EntryPublished>
{
    private static readonly Actor Portal = Actor.System("mark-stale");

    public async Task React(EntryPublished what, CancellationToken ct)
    {
        var stale = await dbs.WriteAsync<List<PromotionId>>(async db =>
        {
            var found = new List<PromotionId>();
            var open = await db.Promotions.Include(promotion => promotion.Votes)
                .Where(promotion => promotion.System == what.System && PromotionMoves.CanGoStale.Contains(promotion.State)).ToListAsync(ct);
            foreach (var promotion in open)
            {
                if (await Gating.GoesStale(db, Portal, promotion, time.GetUtcNow(), ct))
                    found.Add(promotion.Id);
            }

            return found;
        }, ct);
        foreach (var id in stale.Value)
            feed.Publish(id);
    }
}
