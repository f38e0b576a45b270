using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Audit;
using Portal.Data;
using Portal.Integrations;
using Portal.Integrations.Mail;
using Portal.Shared;

namespace Portal.Policies;

/// <summary>Its author signs the draft and asks a second policy manager to publish it.</summary>
public sealed class ProposePolicy(IDbContextFactory<PortalDb> dbs, LiveFeed<PolicyId> feed, TimeProvider time)
{
    public sealed record Input(PolicyId Policy, Digest Displayed, string Reason, OpenRequests OpenRequests, StepUpToken Token);

    public static string Meaning(int number, OpenRequests open) =>
        $"I propose policy {number}; open requests {(open == OpenRequests.Keep ? "keep the policy that they started with" : "go through the gate again")}.";

    public async Task<Result<Done>> Run(Actor actor, Input input, CancellationToken ct)
    {
        var result = await dbs.WriteAsync<Done>(db => Decide(db, actor, input, time.GetUtcNow(), ct), ct);
        feed.Publish(input.Policy);
        return result;
    }

    private static async Task<Result<Done>> Decide(PortalDb db, Actor actor, Input input, DateTimeOffset now, CancellationToken ct)
    {
        if (await db.Policies.Include(policy => policy.Editors).SingleOrDefaultAsync(policy => policy.Id == input.Policy, ct) is not { BasedOn: { } before } policy)
            return new NotFound("This draft");

        var subject = PolicyEvents.SubjectOf(before + 1);
        if (!actor.May(Permission.ManagePolicies) || actor.Person is not { } person)
            return db.Refused(actor, now, "policy.propose", subject, new Forbidden("Policies are proposed by policy managers."));
        if (policy.WhyNotPropose(input.Displayed, input.Reason) is { } refusal)
            return refusal;

        var changes = PolicyChanges.Between((await db.Published().SingleAsync(row => row.Number == before, ct)).Yaml, policy.Yaml);
        if (changes.Count == 0)
            return new NotAllowed("It says what the policy in force says: nothing is to be published.");
        if (await FlowStaffing.FaultsOf(db, policy.Rules().Value, now, ct) is { Count: > 0 } unstaffed)
            return new Invalid(unstaffed);
        var proof = await StepUp.Redeem(db, input.Token, actor, input.Displayed, Meaning(before + 1, input.OpenRequests), now, ct);
        if (!proof.Succeeded(out var authenticated, out var unproven))
            return db.Refused(actor, now, "policy.propose", subject, unproven);

        policy.Propose(person, input.Reason.Trim(), input.OpenRequests, changes.Any(change => change.Direction == Direction.Looser), now);
        db.Record(new EntryDraft(actor, now, PolicyEvents.Proposed, subject)
        {
            After = policy.Digest,
            Reason = policy.Reason,
            Details = new Dictionary<string, string>
            {
                ["changes"] = changes.Count.ToString(),
                ["loosens"] = policy.Loosens ? "yes" : "no",
                ["openRequests"] = policy.OpenRequests.ToString(),
                ["simulation"] = PolicyVersion.DigestOf(policy.Simulation).Text,
                ["authenticated"] = authenticated.InWords,
            },
        });
        var others = (await db.WhoMay(Permission.ManagePolicies, ct)).Select(other => other.Person).OfType<PersonId>().Where(other => policy.Editors.All(editor => editor.Person != other));
        await db.EnqueueMails(others, actor, MailText.PolicyProposed(before + 1, policy.Reason), now, ct);
        return default(Done);
    }
}
