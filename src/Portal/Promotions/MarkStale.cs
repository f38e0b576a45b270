using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Promotions;

/// <summary>
/// When an entry is published, requests that rest on its material fields go stale, and when a card is approved those of its version; when a
/// policy asks for it, all that are open do. Their open pages say so.
/// </summary>
public sealed class MarkStale(IDbContextFactory<PortalDb> dbs, LiveFeed<PromotionId> feed, TimeProvider time) : IReaction<EntryPublished>, IReaction<PolicyPublished>, IReaction<CardApproved>
{
    private static readonly Actor Portal = Actor.System("mark-stale");

    public Task React(EntryPublished what, CancellationToken ct) => Look(open => open.Where(promotion => promotion.System == what.System), ct);

    public Task React(PolicyPublished what, CancellationToken ct) => what.GateAgain ? Look(open => open, ct) : Task.CompletedTask;

    public Task React(CardApproved what, CancellationToken ct) => Look(open => open.Where(promotion => promotion.ModelVersion == what.Version), ct);

    private async Task Look(Func<IQueryable<Promotion>, IQueryable<Promotion>> of, CancellationToken ct)
    {
        var stale = await dbs.WriteAsync<List<PromotionId>>(async db =>
        {
            var found = new List<PromotionId>();
            var open = db.Promotions.ToChange().Include(promotion => promotion.Votes).Where(promotion => PromotionMoves.CanGoStale.Contains(promotion.State));
            foreach (var promotion in await of(open).ToListAsync(ct))
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
