using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Accounts;

/// <summary>Ends a delegation before its time; the delegator does, or an administrator.</summary>
public sealed class TakeBackDelegation(IDbContextFactory<PortalDb> dbs, TimeProvider time)
{
    public Task<Result<Done>> Run(Actor actor, DelegationId id, CancellationToken ct) => dbs.WriteAsync<Done>(async db =>
    {
        var now = time.GetUtcNow();
        if (await db.Delegations.SingleOrDefaultAsync(delegation => delegation.Id == id, ct) is not { } delegation)
            return new NotFound("This delegation");
        if (!actor.Is(delegation.From) && Administration.RefusalOf(actor) is not null)
            return db.Refused(actor, now, "delegation.take-back", delegation.To.ToString(), new Forbidden("A delegation is taken back by who made it, or by an administrator."));
        if (delegation.IsOver(now))
            return new NotAllowed("This delegation is over.");

        End(db, actor, delegation, now);
        return new Done();
    }, ct);

    internal static void End(PortalDb db, Actor actor, Delegation delegation, DateTimeOffset now)
    {
        delegation.TakeBack(now);
        db.Record(new EntryDraft(actor, now, "delegation.taken-back", delegation.To.ToString()) { Details = DelegateDecisions.DetailsOf(delegation) });
    }
}
