using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Policies;

/// <summary>The second policy manager's signature brings a proposal into force. From then on nothing in it changes.</summary>
public sealed class PublishPolicy(IDbContextFactory<PortalDb> dbs, LiveFeed<PolicyId> feed, TimeProvider time)
{
    public sealed record Input(PolicyId Policy, Digest Displayed, string Reason, StepUpToken Token);

    public static string Meaning(int number) => $"I publish policy {number}, on its differences and its simulation.";

    public async Task<Result<int>> Run(Actor actor, Input input, CancellationToken ct)
    {
        var result = await dbs.WriteAsync<int>(db => Decide(db, actor, input, time.GetUtcNow(), ct), ct);
        feed.Publish(input.Policy);
        return result;
    }

    private static async Task<Result<int>> Decide(PortalDb db, Actor actor, Input input, DateTimeOffset now, CancellationToken ct)
    {
        if (await db.Policies.Include(policy => policy.Editors).SingleOrDefaultAsync(policy => policy.Id == input.Policy, ct) is not { BasedOn: { } before } policy)
            return new NotFound("This draft");

        var (number, subject) = (before + 1, PolicyEvents.SubjectOf(before + 1));
        if (!actor.May(Permission.ManagePolicies) || actor.Person is not { } person)
            return db.Refused(actor, now, "policy.publish", subject, new Forbidden("Policies are published by policy managers."));
        if (input.Reason.Length > PolicyVersion.LongestReason)
            return new Invalid("reason", $"At most {PolicyVersion.LongestReason} characters.");
        if (policy.WhyNotPublish(person, input.Displayed) is { } refusal)
            return db.Refused(actor, now, "policy.publish", subject, refusal);
        if (await FlowStaffing.FaultsOf(db, policy.Rules().Value, now, ct) is { Count: > 0 } unstaffed)
            return new Invalid(unstaffed);
        var proof = await StepUp.Redeem(db, input.Token, actor, input.Displayed, Meaning(number), now, ct);
        if (!proof.Succeeded(out var authenticated, out var unproven))
            return db.Refused(actor, now, "policy.publish", subject, unproven);

        var previous = await db.Published().SingleAsync(row => row.Number == before, ct);
        policy.Publish(number, person, now);
        db.Record(new EntryDraft(actor, now, PolicyEvents.Published, subject)
        {
            Before = previous.Digest,
            After = policy.Digest,
            Policy = number,
            Reason = policy.Reason,
            Details = new Dictionary<string, string>
            {
                ["remarks"] = input.Reason.Trim(),
                ["loosens"] = policy.Loosens ? "yes" : "no",
                ["openRequests"] = policy.OpenRequests.ToString(),
                ["simulation"] = PolicyVersion.DigestOf(policy.Simulation).Text,
                ["authenticated"] = authenticated.InWords,
            },
        });
        db.Raise(new PolicyPublished(number, policy.OpenRequests == OpenRequests.GateAgain), now);
        return number;
    }
}
