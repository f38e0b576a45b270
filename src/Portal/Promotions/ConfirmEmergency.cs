using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Audit;
using Portal.Data;
using Portal.Policies;
using Portal.Shared;

namespace Portal.Promotions;

/// <summary>
/// The second of two people signs what is there, and it takes effect as an applied promotion does; a freeze does not hold it back. From
/// then on the steps that were skipped have the policy's days to review it.
/// </summary>
public sealed class ConfirmEmergency(IDbContextFactory<PortalDb> dbs, LiveFeed<PromotionId> feed, LiveFeed<SystemId> systems, Calendar calendar, TimeProvider time)
{
    public sealed record Input(PromotionId Promotion, Digest Displayed, string Reason, StepUpToken Token);

    public async Task<Result<Done>> Run(Actor actor, Input input, CancellationToken ct)
    {
        var result = await dbs.WriteAsync<Outcome>(db => Decide(db, actor, input, time.GetUtcNow(), ct), ct);
        feed.Publish(input.Promotion);
        if (!result.Succeeded(out var outcome, out var refusal))
            return refusal;

        foreach (var superseded in outcome.Superseded)
            feed.Publish(superseded);
        systems.Publish(outcome.System);
        return default(Done);
    }

    /// <summary>What the signature says.</summary>
    public static string Meaning(string code, int revision) => $"I confirm that {code}, revision {revision}, is applied in an emergency, before it is decided.";

    private async Task<Result<Outcome>> Decide(PortalDb db, Actor actor, Input input, DateTimeOffset now, CancellationToken ct)
    {
        if (await db.Promotions.ToChange().Include(promotion => promotion.Votes).SingleOrDefaultAsync(promotion => promotion.Id == input.Promotion, ct) is not { } promotion)
            return new NotFound("This promotion");
        if (await WhyNot(db, actor, promotion, now, ct) is { } refusal)
            return db.Refused(actor, now, "promotion.emergency", promotion.Code, refusal);
        if (input.Reason.Length > SuspendPromotion.LongestReason || (input.Reason.Length > 0 && PlainText.RemarkProblem(input.Reason, SuspendPromotion.LongestReason) is not null))
            return new Invalid("reason", $"At most {SuspendPromotion.LongestReason} characters of plain text.");
        if (await IsAnother(db, actor, promotion, now, ct))
        {
            db.KeepWhenRefused();
            return db.Refused(actor, now, "promotion.emergency", promotion.Code, new Changed($"What would be applied changed since the emergency was started. Nothing was signed: {promotion.Code} is started anew."));
        }

        var meaning = Meaning(promotion.Code, promotion.Revision);
        if (promotion.WhyNoEmergency(input.Displayed) is { } beforehand)
            return db.Refused(actor, now, "promotion.emergency", promotion.Code, beforehand);
        var proof = await StepUp.Redeem(db, input.Token, actor, input.Displayed, meaning, now, ct);
        if (!proof.Succeeded(out var authenticated, out var unproven))
            return db.Refused(actor, now, "promotion.emergency", promotion.Code, unproven);

        return await Apply(db, actor, promotion, new(actor.Person.GetValueOrDefault(), actor.Name, meaning, input.Reason.Trim(), input.Displayed, authenticated.InWords, authenticated.At, now), now, ct);
    }

    private async Task<Result<Outcome>> Apply(PortalDb db, Actor actor, Promotion promotion, EmergencySignature signature, DateTimeOffset now, CancellationToken ct)
    {
        var policy = await db.PolicyOf(promotion.PolicyNumber, ct);
        if (promotion.ConfirmEmergency(signature, policy.Calendar.Deadline(now, policy.Emergency.ReviewDays, calendar), now) is { } refusal)
            return db.Refused(actor, now, "promotion.emergency", promotion.Code, refusal);
        var version = await db.Versions.SingleAsync(version => version.Id == promotion.ModelVersion, ct);
        if (version.MoveTo(promotion.Target, now) is { } stuck)
            return stuck;

        var superseded = await ApplyPromotion.SupersedeEarlier(db, actor, promotion, now, ct);
        db.Record(new EntryDraft(actor, now, PromotionEvents.AppliedInEmergency, promotion.Code)
        {
            After = promotion.SubjectDigest,
            Reason = promotion.Emergency?.Started.Reason,
            Policy = promotion.PolicyNumber,
            Details = new Dictionary<string, string>
            {
                ["version"] = version.Label,
                ["digest"] = version.ContentDigest?.Text ?? "",
                ["stage"] = promotion.Target.ToString(),
                ["meaning"] = signature.Meaning,
                ["authenticated"] = signature.AuthenticatedWith,
                ["authenticatedAt"] = EntryDraft.Timestamp(signature.AuthenticatedAt),
                ["with"] = promotion.Emergency?.Started.Person.ToString() ?? "",
                ["skipped"] = string.Join(", ", promotion.SkippedSteps.Select(step => step.Name)),
                ["reviewBy"] = EntryDraft.Timestamp(promotion.DueAt),
            },
        });
        db.Raise(new VersionReleased(promotion.System, version.Id, version.Label, promotion.Target.ToString()), now);
        await PromotionMails.AppliedInEmergency(db, actor, promotion, now, ct);
        return new Outcome(promotion.System, superseded);
    }

    private static async Task<Refusal?> WhyNot(PortalDb db, Actor actor, Promotion promotion, DateTimeOffset now, CancellationToken ct)
    {
        if (!(await EmergencyAccess.RolesOf(db, actor, promotion, now, ct)).Succeeded(out var roles, out var forbidden))
            return forbidden;
        if (promotion.Emergency is not { } emergency || !emergency.IsWaiting(now))
            return new NotAllowed($"Nobody has started an emergency with {promotion.Code} in the last {Emergency.ToConfirm.TotalMinutes:0} minutes.");
        if (actor.Is(emergency.Started.Person))
            return new Forbidden("An emergency takes two people.");
        if (await EmergencyAccess.WhyNotTogether(db, promotion, emergency.Started.Person, roles, ct) is { } unfit)
            return unfit;

        var system = await db.Systems.Include(system => system.Revisions).SingleAsync(system => system.Id == promotion.System, ct);
        return system.WhyNotToPeople(now)
            ?? (await EmergencyAccess.UnreviewedOf(db, promotion.System, ct) is { } other ? new NotAllowed($"{other.Code} was applied in an emergency and is not reviewed: until then {system.Code} has no other.") : null);
    }

    /// <summary>What is in review goes stale; of what was frozen for the emergency it is enough that it is not what is there.</summary>
    private static async Task<bool> IsAnother(PortalDb db, Actor actor, Promotion promotion, DateTimeOffset now, CancellationToken ct) => promotion.State == PromotionState.InReview
        ? await Gating.GoesStale(db, actor, promotion, now, ct)
        : await Gating.Current(db, promotion, ct) is not { } current || current.Subject.Digest != promotion.SubjectDigest;

    private sealed record Outcome(SystemId System, IReadOnlyList<PromotionId> Superseded);
}
