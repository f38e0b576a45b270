using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Promotions;

/// <summary>The first of two people says with a signature why it cannot wait. Nothing is applied before the second has signed.</summary>
public sealed class StartEmergency(IDbContextFactory<PortalDb> dbs, LiveFeed<PromotionId> feed, Calendar calendar, TimeProvider time)
{
    public sealed record Input(PromotionId Promotion, Digest Displayed, string Reason, StepUpToken Token);

    public async Task<Result<Done>> Run(Actor actor, Input input, CancellationToken ct)
    {
        var result = await dbs.WriteAsync<Done>(db => Decide(db, actor, input, time.GetUtcNow(), ct), ct);
        feed.Publish(input.Promotion);
        return result;
    }

    /// <summary>What the signature says.</summary>
    public static string Meaning(string code, int revision) => $"I ask to apply {code}, revision {revision}, in an emergency, before it is decided.";

    private async Task<Result<Done>> Decide(PortalDb db, Actor actor, Input input, DateTimeOffset now, CancellationToken ct)
    {
        if (await db.Promotions.ToChange().Include(promotion => promotion.Votes).SingleOrDefaultAsync(promotion => promotion.Id == input.Promotion, ct) is not { } promotion)
            return new NotFound("This promotion");
        if (!(await EmergencyAccess.RolesOf(db, actor, promotion, now, ct)).Succeeded(out _, out var forbidden))
            return db.Refused(actor, now, "promotion.emergency", promotion.Code, forbidden);
        if (string.IsNullOrWhiteSpace(input.Reason) || PlainText.RemarkProblem(input.Reason, SuspendPromotion.LongestReason) is not null)
            return new Invalid("reason", $"Say in at most {SuspendPromotion.LongestReason} characters why it cannot wait.");
        if (await Gating.GoesStale(db, actor, promotion, now, ct))
        {
            db.KeepWhenRefused();
            return db.Refused(actor, now, "promotion.emergency", promotion.Code, new Changed($"{promotion.Code} went stale. Nothing was signed; read the difference."));
        }

        if (await WhyNot(db, promotion, input, now, ct) is { } refusal)
            return db.Refused(actor, now, "promotion.emergency", promotion.Code, refusal);

        var meaning = Meaning(promotion.Code, promotion.Revision);
        var proof = await StepUp.Redeem(db, input.Token, actor, input.Displayed, meaning, now, ct);
        if (!proof.Succeeded(out var authenticated, out var unproven))
            return db.Refused(actor, now, "promotion.emergency", promotion.Code, unproven);

        // What failed at its gate or went stale is not what would be applied: the second person signs what is there now.
        if (promotion.State != PromotionState.InReview)
            await Gating.FreezeForEmergency(db, promotion, calendar, now, ct);
        promotion.StartEmergency(new(actor.Person.GetValueOrDefault(), actor.Name, meaning, input.Reason.Trim(), input.Displayed, authenticated.InWords, authenticated.At, now));
        db.Record(new EntryDraft(actor, now, PromotionEvents.EmergencyStarted, promotion.Code)
        {
            Before = input.Displayed,
            After = promotion.SubjectDigest,
            Reason = input.Reason.Trim(),
            Policy = promotion.PolicyNumber,
            Details = new Dictionary<string, string> { ["meaning"] = meaning, ["authenticated"] = authenticated.InWords, ["authenticatedAt"] = EntryDraft.Timestamp(authenticated.At) },
        });
        await PromotionMails.EmergencyStarted(db, actor, promotion, now, ct);
        return default(Done);
    }

    private static async Task<Refusal?> WhyNot(PortalDb db, Promotion promotion, Input input, DateTimeOffset now, CancellationToken ct)
    {
        if (promotion.WhyNoEmergency(input.Displayed) is { } refusal)
            return refusal;
        if (promotion.Emergency is { } emergency && emergency.IsWaiting(now))
            return new NotAllowed($"{emergency.Started.PrintedName} has started one: it waits for the second signature.");

        var system = await db.Systems.Include(system => system.Revisions).SingleAsync(system => system.Id == promotion.System, ct);
        return system.WhyNotToPeople(now)
            ?? (await EmergencyAccess.UnreviewedOf(db, promotion.System, ct) is { } other ? new NotAllowed($"{other.Code} was applied in an emergency and is not reviewed: until then {system.Code} has no other.") : null);
    }
}
