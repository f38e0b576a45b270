using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Accounts;

/// <summary>Lets somebody else decide in one's place for a time. Whether the delegate may sign a given thing is decided when they do.</summary>
public sealed class DelegateDecisions(IDbContextFactory<PortalDb> dbs, TimeProvider time)
{
    public sealed record Input(PersonId To, SystemId? System, DateTimeOffset Begins, DateTimeOffset Ends, string Reason);

    public Task<Result<DelegationId>> Run(Actor actor, Input input, CancellationToken ct) => dbs.WriteAsync<DelegationId>(async db =>
    {
        var now = time.GetUtcNow();
        if (actor.Through != Through.Session || actor.Person is not { } person)
            return new Forbidden("A delegation is made in a page, by the person who delegates.");
        if (PlainText.RemarkProblem(input.Reason, Delegation.LongestReason) is { } problem)
            return new Invalid("reason", problem);
        if (string.IsNullOrWhiteSpace(input.Reason))
            return new Invalid("reason", "Say why: the delegate's signatures refer to it.");
        if (!(await db.RolesOf(person, ct)).Any(RoleRules.Decides))
            return db.Refused(actor, now, "delegation.make", person.ToString(), new Forbidden("None of your roles decides, so there is nothing to delegate: what you sign as an owner or a peer stays yours."));
        if (!await db.Users.AnyAsync(user => user.Id == input.To.Value && user.State == PersonState.Active, ct))
            return new Invalid("to", "Choose somebody who can sign in.");

        var wanted = new Delegated(person, input.To, input.System, input.Begins < now ? now : input.Begins, input.Ends);
        var others = await db.Delegations.Where(other => other.Ends > now).Select(other => new Delegated(other.From, other.To, other.System, other.Begins, other.Ends)).ToListAsync(ct);
        if (DelegationRules.Fault(wanted, others, await db.RolesOf(input.To, ct), now) is { } fault)
            return fault is Invalid ? fault : db.Refused(actor, now, "delegation.make", person.ToString(), fault);

        var delegation = new Delegation(person, input.To, input.System, wanted.Begins, input.Ends, input.Reason.Trim(), now);
        db.Delegations.Add(delegation);
        db.Record(new EntryDraft(actor, now, "delegation.made", input.To.ToString()) { Reason = delegation.Reason, Details = DetailsOf(delegation) });
        return delegation.Id;
    }, ct);

    internal static Dictionary<string, string> DetailsOf(Delegation delegation)
    {
        var details = new Dictionary<string, string>
        {
            ["delegation"] = delegation.Id.ToString(),
            ["from"] = delegation.From.ToString(),
            ["begins"] = delegation.Begins.ToString("O"),
            ["ends"] = delegation.Ends.ToString("O"),
        };
        if (delegation.System is { } system)
            details["system"] = system.ToString();
        return details;
    }
}
