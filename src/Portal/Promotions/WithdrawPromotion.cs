using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Promotions;

/// <summary>The requester takes the request back.</summary>
public sealed class WithdrawPromotion(IDbContextFactory<PortalDb> dbs, LiveFeed<PromotionId> feed, TimeProvider time)
{
    public async Task<Result<Done>> Run(Actor actor, PromotionId id, CancellationToken ct)
    {
        var result = await dbs.WriteAsync<Done>(async db =>
        {
            var now = time.GetUtcNow();
            if (await db.Promotions.ToChange().SingleOrDefaultAsync(promotion => promotion.Id == id, ct) is not { } promotion)
                return new NotFound("This promotion");
            if (actor.Person is not { } person)
                return new Forbidden("A person withdraws a request.");
            if (actor.RefusalOn(promotion.System, $"the one of {promotion.Code}") is { } unbound)
                return db.Refused(actor, now, "promotion.withdraw", promotion.Code, unbound);
            if (promotion.Withdraw(person, now) is { } refusal)
                return db.Refused(actor, now, "promotion.withdraw", promotion.Code, refusal);

            db.Record(new EntryDraft(actor, now, PromotionEvents.Withdrawn, promotion.Code));
            return new Done();
        }, ct);
        feed.Publish(id);
        return result;
    }
}
