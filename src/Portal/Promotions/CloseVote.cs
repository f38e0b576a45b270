using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Promotions;

/// <summary>The chair says when an open board step closes, now at the earliest. The chair leads and does not vote.</summary>
public sealed class CloseVote(IDbContextFactory<PortalDb> dbs, LiveFeed<PromotionId> feed, Calendar calendar, TimeProvider time)
{
    public sealed record Input(PromotionId Promotion, DateTimeOffset At);

    public async Task<Result<PromotionState>> Run(Actor actor, Input input, CancellationToken ct)
    {
        var result = await dbs.WriteAsync<PromotionState>(db => Decide(db, actor, input, time.GetUtcNow(), ct), ct);
        feed.Publish(input.Promotion);
        return result;
    }

    private async Task<Result<PromotionState>> Decide(PortalDb db, Actor actor, Input input, DateTimeOffset now, CancellationToken ct)
    {
        if (await db.Promotions.ToChange().Include(promotion => promotion.Votes).SingleOrDefaultAsync(promotion => promotion.Id == input.Promotion, ct) is not { } promotion)
            return new NotFound("This promotion");
        if (!actor.May(Permission.LeadBoard) || actor.Through != Through.Session)
            return db.Refused(actor, now, "promotion.close", promotion.Code, new Forbidden("The chair says when a vote closes, in the page."));
        if (await Gating.GoesStale(db, actor, promotion, now, ct))
        {
            db.KeepWhenRefused();
            return db.Refused(actor, now, "promotion.close", promotion.Code, new Changed($"{promotion.Code} went stale: there is nothing to close."));
        }

        var (step, held) = (promotion.OpenStep, (await SeatQueries.Now(db, now, ct)).Select(seat => seat.Function).ToHashSet());
        if (promotion.SetClose(input.At, held, await Gating.ApplyBy(db, promotion, calendar, now, ct), now) is { } refusal)
            return db.Refused(actor, now, "promotion.close", promotion.Code, refusal);

        db.Record(new EntryDraft(actor, now, PromotionEvents.CloseSet, promotion.Code)
        {
            After = promotion.SubjectDigest,
            Details = new Dictionary<string, string> { ["at"] = EntryDraft.Timestamp(input.At < now ? now : input.At), ["state"] = promotion.State.ToString() },
        });
        await Consequences.Of(db, actor, promotion, step, calendar, now, ct);
        return promotion.State;
    }
}
