using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Policies;
using Portal.Shared;

namespace Portal.Promotions;

/// <summary>What becomes of requests by the hour: reminders, the close of a vote, escalation, the end. What fell due while nobody ran follows at the next turn, once.</summary>
public sealed class PromotionClock(IDbContextFactory<PortalDb> dbs, LiveFeed<PromotionId> feed, Calendar calendar, TimeProvider time)
{
    private static readonly Actor Portal = Actor.System("promotion-clock");

    public async Task Turn(CancellationToken ct)
    {
        foreach (var id in await Waiting(ct))
        {
            var moved = await dbs.WriteAsync<bool>(db => Look(db, id, time.GetUtcNow(), ct), ct);
            if (moved.Value)
                feed.Publish(id);
        }
    }

    private async Task<IReadOnlyList<PromotionId>> Waiting(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Promotions.AsNoTracking().Where(promotion => PromotionMoves.Timed.Contains(promotion.State)).OrderBy(promotion => promotion.DueAt).ThenBy(promotion => promotion.Code).Select(promotion => promotion.Id).ToListAsync(ct);
    }

    private async Task<Result<bool>> Look(PortalDb db, PromotionId id, DateTimeOffset now, CancellationToken ct)
    {
        var promotion = await db.Promotions.ToChange().Include(promotion => promotion.Votes).SingleAsync(promotion => promotion.Id == id, ct);
        var turned = await StopOrGoOn(db, promotion, now, ct);
        var step = promotion.OpenStep;
        if (promotion.Settle(await Gating.ApplyBy(db, promotion, calendar, now, ct), now))
        {
            Record(db, promotion, promotion.State == PromotionState.Expired ? PromotionEvents.Expired : PromotionEvents.Closed, now);
            await Consequences.Of(db, Portal, promotion, step, calendar, now, ct);
            return true;
        }

        if (promotion.Notice(now) is not { } notice)
            return turned;

        Record(db, promotion, notice == PromotionNotice.Reminded ? PromotionEvents.Reminded : PromotionEvents.Escalated, now);
        await (notice == PromotionNotice.Reminded ? PromotionMails.Reminder(db, Portal, promotion, now, ct) : PromotionMails.Escalation(db, Portal, promotion, now, ct));
        return true;
    }

    /// <summary>While the people there cannot complete it, silence is nobody's fault.</summary>
    private async Task<bool> StopOrGoOn(PortalDb db, Promotion promotion, DateTimeOffset now, CancellationToken ct)
    {
        if (promotion.State != PromotionState.InReview)
            return false;

        switch (promotion.Standstill, await Quorum.LackOf(db, promotion, now, ct))
        {
            case (null, { } lack):
                promotion.StopClock(lack, now, now);
                Record(db, promotion, PromotionEvents.ClockStopped, now, lack);
                await PromotionMails.ClockStopped(db, Portal, promotion, now, ct);
                return true;
            case ({ } stood, null):
                promotion.GoOn((await db.PolicyOf(promotion.PolicyNumber, ct)).Calendar, calendar, now);
                Record(db, promotion, PromotionEvents.ClockResumed, now, stood.Lack);
                return true;
            case ({ } stood, { } lack) when lack != stood.Lack:
                promotion.StopClock(lack, stood.Since, now);
                return true;
            default:
                return false;
        }
    }

    private static void Record(PortalDb db, Promotion promotion, string action, DateTimeOffset now, string reason = "") => db.Record(new EntryDraft(Portal, now, action, promotion.Code)
    {
        After = promotion.SubjectDigest,
        Reason = reason,
        Policy = promotion.PolicyNumber,
        Details = new Dictionary<string, string> { ["state"] = promotion.State.ToString(), ["step"] = promotion.OpenStep?.Name ?? "" },
    });
}
