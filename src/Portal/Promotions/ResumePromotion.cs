using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Policies;
using Portal.Register;
using Portal.Shared;

namespace Portal.Promotions;

/// <summary>Lets what was suspended run again: risk or the chair says so, in the page, and never who owns it.</summary>
public sealed class ResumePromotion(IDbContextFactory<PortalDb> dbs, LiveFeed<PromotionId> feed, LiveFeed<SystemId> systems, Calendar calendar, TimeProvider time)
{
    public sealed record Input(PromotionId Promotion, string Reason);

    public async Task<Result<Done>> Run(Actor actor, Input input, CancellationToken ct)
    {
        var result = await dbs.WriteAsync<Promotion>(db => Decide(db, actor, input, time.GetUtcNow(), ct), ct);
        feed.Publish(input.Promotion);
        if (!result.Succeeded(out var resumed, out var refusal))
            return refusal;

        systems.Publish(resumed.System);
        return default(Done);
    }

    private async Task<Result<Promotion>> Decide(PortalDb db, Actor actor, Input input, DateTimeOffset now, CancellationToken ct)
    {
        if (await db.Promotions.ToChange().SingleOrDefaultAsync(promotion => promotion.Id == input.Promotion, ct) is not { } promotion || await RegisterQueries.Published(db, promotion.System, ct) is not { } entry)
            return new NotFound("This promotion");
        if (!actor.May(Permission.Resume) || actor.Through != Through.Session)
            return db.Refused(actor, now, "promotion.resume", promotion.Code, new Forbidden("Risk or the chair resumes, in the page."));
        if (actor.Is(promotion.Requester) || entry.People.Any(person => actor.Is(person)))
            return db.Refused(actor, now, "promotion.resume", promotion.Code, new Forbidden("Who has a part in the system does not resume it."));
        if (string.IsNullOrWhiteSpace(input.Reason) || PlainText.RemarkProblem(input.Reason, SuspendPromotion.LongestReason) is not null)
            return new Invalid("reason", $"Say in at most {SuspendPromotion.LongestReason} characters what made it fit again.");
        if (await Conditions.Missed(db, promotion, calendar.Today, ct) is { } missed)
            return db.Refused(actor, now, "promotion.resume", promotion.Code, new NotAllowed($"{missed.Code} is still open: {missed.Title}"));
        if (promotion is { Target: Stage.Pilot, AppliedAt: { } applied } && (await db.PolicyOf(promotion.PolicyNumber, ct)).Pilot is var rule && rule.EndOf(applied) <= now)
            return db.Refused(actor, now, "promotion.resume", promotion.Code, new NotAllowed($"Its pilot of {rule.Days} days is over: it goes on to Production by a request, or it is retired."));
        if (promotion.Resume(now) is { } refusal)
            return db.Refused(actor, now, "promotion.resume", promotion.Code, refusal);

        db.Record(new EntryDraft(actor, now, PromotionEvents.Resumed, promotion.Code) { Reason = input.Reason.Trim(), Details = new Dictionary<string, string> { ["stage"] = promotion.Target.ToString() } });
        await PromotionMails.Resumed(db, actor, promotion, now, ct);
        return promotion;
    }
}
