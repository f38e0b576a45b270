using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Register;
using Portal.Shared;

namespace Portal.Promotions;

/// <summary>
/// Takes back what was approved or applied: risk or the chair says so, in the page; where a system is not stopped without its accountable
/// executive, that person. What already runs has the policy's grace, and nothing new may start.
/// </summary>
public sealed class RevokePromotion(IDbContextFactory<PortalDb> dbs, LiveFeed<PromotionId> feed, LiveFeed<SystemId> systems, TimeProvider time)
{
    public sealed record Input(PromotionId Promotion, string Reason, string Fallback);

    public async Task<Result<Done>> Run(Actor actor, Input input, CancellationToken ct)
    {
        var result = await dbs.WriteAsync<SystemId>(db => Decide(db, actor, input, time.GetUtcNow(), ct), ct);
        feed.Publish(input.Promotion);
        if (!result.Succeeded(out var system, out var refusal))
            return refusal;

        systems.Publish(system);
        return default(Done);
    }

    private static async Task<Result<SystemId>> Decide(PortalDb db, Actor actor, Input input, DateTimeOffset now, CancellationToken ct)
    {
        if (await db.Promotions.ToChange().SingleOrDefaultAsync(promotion => promotion.Id == input.Promotion, ct) is not { } promotion || await RegisterQueries.Published(db, promotion.System, ct) is not { } entry)
            return new NotFound("This promotion");
        if (!MayRevoke(actor, entry) || actor.Through != Through.Session)
            return db.Refused(actor, now, "promotion.revoke", promotion.Code, new Forbidden("Risk or the chair revokes, in the page."));
        if (Removals.Faults(input.Reason, input.Fallback, promotion, entry) is { Count: > 0 } faults)
            return new Invalid(faults);
        if (PromotionMoves.InForce.Contains(promotion.State) && Stopping.WhyNot(entry, actor) is { } unstoppable)
            return db.Refused(actor, now, "promotion.revoke", promotion.Code, unstoppable);
        if (promotion.Revoke(new(input.Reason.Trim(), input.Fallback.Trim(), now, actor.Person), now) is { } refusal)
            return db.Refused(actor, now, "promotion.revoke", promotion.Code, refusal);

        await Removals.Complete(db, actor, promotion, now, ct);
        return promotion.System;
    }

    /// <summary>Whether that is this person's to say at all.</summary>
    public static bool MayRevoke(Actor actor, PublishedEntry entry) => actor.May(Permission.Revoke) || (entry.MayStop == MayStop.NotWithoutExecutive && actor.Is(entry.AccountableExecutive));
}
