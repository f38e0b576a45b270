using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Accounts;

/// <summary>An administrator looked at one held role: it is kept, or taken away.</summary>
public sealed class DecideReviewItem(IDbContextFactory<PortalDb> dbs, TimeProvider time)
{
    public sealed record Input(RoleReviewId Review, RoleGrantId Grant, ReviewOutcome Outcome, string Reason);

    public Task<Result<Done>> Run(Actor actor, Input input, CancellationToken ct) => dbs.WriteAsync<Done>(async db =>
    {
        var now = time.GetUtcNow();
        if (await db.RoleReviewItems.SingleOrDefaultAsync(item => item.Review == input.Review && item.Grant == input.Grant, ct) is not { } item)
            return new NotFound("This role of the review");

        var subject = item.Person.ToString();
        var grant = await db.RoleGrants.SingleAsync(grant => grant.Id == input.Grant, ct);
        if (Administration.RefusalOf(actor) is { } unfit)
            return db.Refused(actor, now, "recertification.decide", subject, unfit);
        if (RoleReviewItem.WhyNot(actor.Person.GetValueOrDefault(), item.Person, item.Role, grant.ProposedBy, grant.DecidedBy) is { } why)
            return db.Refused(actor, now, "recertification.decide", subject, new Forbidden(why));
        if (item.Outcome is not null)
            return new NotAllowed("This role was decided on already.");
        if (input.Outcome is not (ReviewOutcome.Kept or ReviewOutcome.Removed))
            return new Invalid("outcome", "A role is kept or removed.");
        if (Administration.FaultOf(input.Reason) is { } fault)
            return fault;

        if (grant.State != GrantState.Held)
            return Record(db, actor, item, ReviewOutcome.Lapsed, "The role had ended.", now);
        if (input.Outcome == ReviewOutcome.Removed && (await TakeRoleAway.End(db, actor, grant, input.Reason.Trim(), now, ct)).Refusal is { } refusal)
            return refusal;

        return Record(db, actor, item, input.Outcome, input.Reason.Trim(), now);
    }, ct);

    private static Done Record(PortalDb db, Actor actor, RoleReviewItem item, ReviewOutcome outcome, string reason, DateTimeOffset now)
    {
        item.Decide(outcome, actor.Person, reason, now);
        db.Record(new EntryDraft(actor, now, outcome == ReviewOutcome.Kept ? "recertification.kept" : "recertification.removed", item.Person.ToString())
        {
            Reason = reason,
            Details = new Dictionary<string, string> { ["grant"] = item.Grant.ToString(), ["role"] = item.Role.ToString(), ["outcome"] = outcome.ToString() },
        });
        return new Done();
    }
}
