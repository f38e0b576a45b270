using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Accounts;

/// <summary>
/// Gives a person a role. A role that signs and the administrator's take a second administrator: then this only proposes it,
/// unless there is no second one yet.
/// </summary>
public sealed class GrantRole(IDbContextFactory<PortalDb> dbs, TimeProvider time)
{
    public sealed record Input(PersonId Person, Role Role, string Reason);

    public Task<Result<GrantState>> Run(Actor actor, Input input, CancellationToken ct) => dbs.WriteAsync<GrantState>(async db =>
    {
        var now = time.GetUtcNow();
        if (Administration.RefusalOf(actor) is { } unfit)
            return db.Refused(actor, now, "role.grant", input.Person.ToString(), unfit);
        if (Administration.FaultOf(input.Reason) is { } fault)
            return fault;
        if (!await db.Users.AnyAsync(user => user.Id == input.Person.Value, ct))
            return new NotFound("This person");

        return await Grant(db, actor, input, await Administration.InSetUp(db, ct), now, ct);
    }, ct);

    /// <summary>The grant itself, within somebody's transaction.</summary>
    internal static async Task<Result<GrantState>> Grant(PortalDb db, Actor actor, Input input, bool inSetUp, DateTimeOffset now, CancellationToken ct)
    {
        if (!Enum.IsDefined(input.Role))
            return new Invalid("role", "There is no such role.");
        if (actor.Is(input.Person))
            return db.Refused(actor, now, "role.grant", input.Person.ToString(), new Forbidden("Nobody grants a role to themselves: another administrator does."));

        var live = await db.LiveRolesOf(input.Person, ct);
        if (live.Contains(input.Role))
            return new NotAllowed($"{Roles.Title(input.Role)} is held or proposed already.");
        if (RoleRules.Conflict(input.Role, live) is { } conflict)
            return db.Refused(actor, now, "role.grant", input.Person.ToString(), new NotAllowed(conflict));

        if (input.Role == Role.Administrator && await db.Users.FindAsync([input.Person.Value], ct) is { EndsAt: not null })
            return db.Refused(actor, now, "role.grant", input.Person.ToString(), new NotAllowed(LimitAccount.NoTerm));

        var grant = RoleGrant.Proposed(input.Person, input.Role, actor.Person, input.Reason.Trim(), now);
        if (!RoleRules.TakesTwo(input.Role) || inSetUp)
            grant.HoldAlone(bootstrap: RoleRules.TakesTwo(input.Role), now);
        db.RoleGrants.Add(grant);
        db.Record(new EntryDraft(actor, now, grant.State == GrantState.Held ? "role.granted" : "role.proposed", input.Person.ToString())
        {
            After = grant.Digest,
            Reason = grant.Reason,
            Details = DetailsOf(grant),
        });
        return grant.State;
    }

    internal static Dictionary<string, string> DetailsOf(RoleGrant grant)
    {
        var details = new Dictionary<string, string> { ["grant"] = grant.Id.ToString(), ["role"] = grant.Role.ToString() };
        if (grant.Bootstrap)
            details["bootstrap"] = "true";
        return details;
    }
}
