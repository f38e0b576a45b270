using Portal.Audit;
using Portal.Data;
using Portal.Policies;
using Portal.Register;
using Portal.Shared;

namespace Portal.Promotions;

/// <summary>What follows once a step may have closed: conditions begin, who waits for it is told, and what an emergency brought in stays, stops or goes.</summary>
internal static class Consequences
{
    public static async Task Of(PortalDb db, Actor actor, Promotion promotion, FlowStep? before, Calendar calendar, DateTimeOffset now, CancellationToken ct)
    {
        await Conditions.Begin(db, actor, promotion, now, ct);
        if (promotion.Emergency is { Confirmed: not null } emergency)
            await OfReview(db, actor, promotion, emergency, before, calendar, now, ct);
        else
            await PromotionMails.WentOn(db, actor, promotion, before, now, ct);
    }

    /// <summary>What became of the review at this very instant.</summary>
    private static async Task OfReview(PortalDb db, Actor actor, Promotion promotion, Emergency emergency, FlowStep? before, Calendar calendar, DateTimeOffset now, CancellationToken ct)
    {
        if (promotion is { State: PromotionState.Revoked })
        {
            if (await RegisterQueries.Published(db, promotion.System, ct) is { } entry)
                promotion.FallBackTo(SuspendPromotion.Shortened(await Stopping.Fallback(db, entry, ct)), now);
            await Removals.Complete(db, actor, promotion, now, ct);
            return;
        }

        if (emergency.RatifiedAt == now)
        {
            Record(db, actor, promotion, PromotionEvents.Ratified, now);
            await PromotionMails.Ratified(db, actor, promotion, now, ct);
            return;
        }

        if (promotion.OpenStep is not null && promotion.OpenStep != before)
            await PromotionMails.StepOpened(db, actor, promotion, now, ct);
        if (emergency.MissedAt == now)
            await Miss(db, actor, promotion, calendar, now, ct);
    }

    private static async Task Miss(PortalDb db, Actor actor, Promotion promotion, Calendar calendar, DateTimeOffset now, CancellationToken ct)
    {
        Record(db, actor, promotion, PromotionEvents.ReviewMissed, now);
        await PromotionMails.ReviewMissed(db, actor, promotion, now, ct);
        if (promotion.State != PromotionState.AppliedInEmergency)
            return;

        var missed = new Missed($"{promotion.Code} was applied in an emergency that nobody ratified", $"{promotion.Code} was applied in an emergency, and the steps that were skipped did not review it in time ({promotion.OpenStep?.Name}).", $"{promotion.Code}/review");
        await Stopping.AsFarAsItMay(db, actor, promotion, missed, calendar, now, ct);
    }

    private static void Record(PortalDb db, Actor actor, Promotion promotion, string action, DateTimeOffset now) => db.Record(new EntryDraft(actor, now, action, promotion.Code)
    {
        After = promotion.SubjectDigest,
        Policy = promotion.PolicyNumber,
        Details = new Dictionary<string, string> { ["state"] = promotion.State.ToString(), ["steps"] = string.Join(", ", promotion.SkippedSteps.Select(step => step.Name)) },
    });
}
