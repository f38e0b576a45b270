using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Integrations;
using Portal.Integrations.Mail;
using Portal.Shared;

namespace Portal.Policies;

/// <summary>Sends a proposal back to its authors, or takes one's own back.</summary>
public sealed class ReturnPolicy(IDbContextFactory<PortalDb> dbs, LiveFeed<PolicyId> feed, TimeProvider time)
{
    public sealed record Input(PolicyId Policy, string Remarks);

    public async Task<Result<Done>> Run(Actor actor, Input input, CancellationToken ct)
    {
        var result = await dbs.WriteAsync<Done>(async db =>
        {
            var now = time.GetUtcNow();
            if (await db.Policies.SingleOrDefaultAsync(policy => policy.Id == input.Policy, ct) is not { BasedOn: { } before } policy)
                return new NotFound("This draft");
            if (!actor.May(Permission.ManagePolicies) || actor.Person is not { } person)
                return db.Refused(actor, now, "policy.return", PolicyEvents.SubjectOf(before + 1), new Forbidden("Policies are looked after by policy managers."));
            if (policy.Return(person, input.Remarks.Trim(), now) is { } refusal)
                return refusal;

            db.Record(new EntryDraft(actor, now, PolicyEvents.Returned, PolicyEvents.SubjectOf(before + 1)) { After = policy.Digest, Reason = policy.Remarks });
            if (policy.ProposedBy is { } author && author != person)
                await db.EnqueueMails([author], actor, MailText.PolicyReturned(before + 1, policy.Remarks), now, ct);
            return default(Done);
        }, ct);
        feed.Publish(input.Policy);
        return result;
    }
}
