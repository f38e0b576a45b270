using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Accounts;

/// <summary>Ends a role that is held. It takes one administrator, since less power needs no second look, and somebody must stay who can administer.</summary>
public sealed class TakeRoleAway(IDbContextFactory<PortalDb> dbs, TimeProvider time)
{
    public sealed record Input(RoleGrantId Grant, string Reason);

    public Task<Result<Done>> Run(Actor actor, Input input, CancellationToken ct) => dbs.WriteAsync<Done>(async db =>
    {
        var now = time.GetUtcNow();
        if (await db.RoleGrants.SingleOrDefaultAsync(grant => grant.Id == input.Grant, ct) is not { } grant)
            return new NotFound("This grant");
        if (Administration.RefusalOf(actor) is { } unfit)
            return db.Refused(actor, now, "role.take-away", grant.Person.ToString(), unfit);

        return Administration.FaultOf(input.Reason) is { } fault ? fault : await End(db, actor, grant, input.Reason.Trim(), now, ct);
    }, ct);

    /// <summary>The end itself, within somebody's transaction.</summary>
    internal static async Task<Result<Done>> End(PortalDb db, Actor actor, RoleGrant grant, string reason, DateTimeOffset now, CancellationToken ct)
    {
        if (grant is { Role: Role.Administrator, State: GrantState.Held } && await IsLastAdministrator(db, grant.Person, ct))
            return db.Refused(actor, now, "role.take-away", grant.Person.ToString(), new NotAllowed("This is the last administrator: nobody could administer the portal any more."));
        if (grant.End(actor.Person, reason, now) is { } refusal)
            return refusal;

        if (grant.Role == Role.BoardMember)
            await VacateSeat.Leave(db, actor, grant.Person, reason, now, ct);
        db.Record(new EntryDraft(actor, now, "role.taken-away", grant.Person.ToString()) { Before = grant.Digest, Reason = reason, Details = GrantRole.DetailsOf(grant) });
        return new Done();
    }

    internal static async Task<bool> IsLastAdministrator(PortalDb db, PersonId person, CancellationToken ct)
    {
        var others = (await db.HoldersOf(Role.Administrator, ct)).Where(holder => holder != person).Select(holder => holder.Value).ToList();
        return !await db.Users.AnyAsync(user => others.Contains(user.Id) && user.State == PersonState.Active, ct);
    }
}
