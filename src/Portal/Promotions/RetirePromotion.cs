using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Register;
using Portal.Shared;

namespace Portal.Promotions;

/// <summary>
/// An owner ends what was applied, with nothing in its place: the version is retired. Where a system is not stopped without its
/// accountable executive, that person ends it.
/// </summary>
public sealed class RetirePromotion(IDbContextFactory<PortalDb> dbs, LiveFeed<PromotionId> feed, LiveFeed<SystemId> systems, TimeProvider time)
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
        if (!MayRetire(actor, entry) || actor.Through != Through.Session)
            return db.Refused(actor, now, "promotion.retire", promotion.Code, new Forbidden($"Only the owners of {entry.Code} retire what it runs, in the page."));
        if (Removals.Faults(input.Reason, input.Fallback, promotion, entry) is { Count: > 0 } faults)
            return new Invalid(faults);
        if (Stopping.WhyNot(entry, actor) is { } unstoppable)
            return db.Refused(actor, now, "promotion.retire", promotion.Code, unstoppable);
        if (promotion.Retire(new(input.Reason.Trim(), input.Fallback.Trim(), now, actor.Person), now) is { } refusal)
            return db.Refused(actor, now, "promotion.retire", promotion.Code, refusal);

        await Removals.Complete(db, actor, promotion, now, ct);
        return promotion.System;
    }

    /// <summary>Whether that is this person's to say at all.</summary>
    public static bool MayRetire(Actor actor, PublishedEntry entry) =>
        (actor.May(Permission.RequestPromotions) && (actor.Is(entry.BusinessOwner) || actor.Is(entry.TechnicalOwner))) || actor.Is(entry.AccountableExecutive);
}
