using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Accounts;

/// <summary>Ends a proposed grant without it: another administrator declines it, or who proposed it takes it back.</summary>
public sealed class DeclineGrant(IDbContextFactory<PortalDb> dbs, TimeProvider time)
{
    public sealed record Input(RoleGrantId Grant, string Reason);

    public Task<Result<Done>> Run(Actor actor, Input input, CancellationToken ct) => dbs.WriteAsync<Done>(async db =>
    {
        var now = time.GetUtcNow();
        if (await db.RoleGrants.SingleOrDefaultAsync(grant => grant.Id == input.Grant, ct) is not { } grant)
            return new NotFound("This grant");
        if (Administration.RefusalOf(actor) is { } unfit)
            return db.Refused(actor, now, "role.decline", grant.Person.ToString(), unfit);
        if (Administration.FaultOf(input.Reason) is { } fault)
            return fault;
        if (grant.Decline(actor.Person.GetValueOrDefault(), input.Reason.Trim(), now) is { } refusal)
            return refusal;

        db.Record(new EntryDraft(actor, now, "role.declined", grant.Person.ToString()) { Before = grant.Digest, Reason = grant.EndReason, Details = GrantRole.DetailsOf(grant) });
        return new Done();
    }, ct);
}
