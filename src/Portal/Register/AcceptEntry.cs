using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Findings;
using Portal.Policies;
using Portal.Policies.Classification;
using Portal.Shared;

namespace Portal.Register;

/// <summary>Risk accepts the submitted revision that was on the screen and confirms its tier: from then on it is the entry.</summary>
public sealed class AcceptEntry(IDbContextFactory<PortalDb> dbs, LiveFeed<SystemId> feed, TimeProvider time)
{
    public sealed record Input(string Code, Digest Displayed, TierDecision Decision);

    public async Task<Result<EntryPublished>> Run(Actor actor, Input input, CancellationToken ct)
    {
        var decision = input.Decision with { Reason = EntryContent.TidiedText(input.Decision.Reason), Terms = input.Decision.Terms?.Tidied() };
        var result = await dbs.WriteAsync<EntryPublished>(async db =>
        {
            var now = time.GetUtcNow();
            if (await EntryDrafts.ToChange(input.Code, db, ct) is not { } system)
                return new NotFound(input.Code);
            if (actor.Person is not { } person || !actor.May(Permission.ConfirmTiers))
                return db.Refused(actor, now, "system.accept", system.Code, new Forbidden("Confirming a tier takes the role of a risk and compliance manager."));

            var policy = await db.PolicyInForce(ct);
            var before = system.Published;
            if (!system.Accept(input.Displayed, decision, policy, person, now).Succeeded(out var published, out var refusal))
                return refusal is Forbidden ? db.Refused(actor, now, "system.accept", system.Code, refusal) : refusal;

            db.Record(new EntryDraft(actor, now, "system.published", system.Code)
            {
                Before = before is null ? null : EntryDigest.Of(before.Content),
                After = input.Displayed,
                Reason = decision.Reason.Length > 0 ? decision.Reason : null,
                Details = EntryDrafts.Details(published, decision.Tier, decision.Class),
            });
            await Tolerate(db, actor, system, decision, policy, now, ct);
            db.Raise(published, now);
            await EntryMails.Accepted(db, actor, system, decision.Tier, now, ct);
            return published;
        }, ct);

        if (result.Succeeded(out var done, out _))
            feed.Publish(done.System);
        return result;
    }

    /// <summary>What was tolerated before ends with the new confirmation; what is tolerated from now on is an exception of its own.</summary>
    private static async Task Tolerate(PortalDb db, Actor actor, AiSystem system, TierDecision decision, Policy policy, DateTimeOffset now, CancellationToken ct)
    {
        await Tolerated.End(db, actor, system.Id, ExceptionRule.Classification, now, ct);
        if (system.Published is { } published && decision.Overrides(published, policy) && decision.Terms is { } terms)
        {
            var owed = policy.TierOf(published.Content.Answers);
            var what = $"Tier {EntryWords.Of(decision.Tier)}, {ClassificationWords.Of(decision.Class)}, where the answers give Tier {(owed is { } tier ? EntryWords.Of(tier) : "—")}, {ClassificationWords.Of(published.ScoredClass)}";
            await Tolerated.Begin(db, actor, new Toleration(system.Id, system.Code, ExceptionRule.Classification, what, decision.Reason, terms), now, ct);
        }
    }
}
