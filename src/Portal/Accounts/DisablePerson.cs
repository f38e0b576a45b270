using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Accounts;

/// <summary>Locks somebody out for the time being: sessions end at once, roles stay.</summary>
public sealed class DisablePerson(IDbContextFactory<PortalDb> dbs, TimeProvider time)
{
    public sealed record Input(PersonId Person, string Reason);

    public Task<Result<Done>> Run(Actor actor, Input input, CancellationToken ct) => dbs.WriteAsync<Done>(async db =>
    {
        var now = time.GetUtcNow();
        if (Administration.RefusalOf(actor) is { } unfit)
            return db.Refused(actor, now, "person.disable", input.Person.ToString(), unfit);
        if (Administration.FaultOf(input.Reason) is { } fault)
            return fault;
        if (await db.Users.SingleOrDefaultAsync(user => user.Id == input.Person.Value, ct) is not { } user)
            return new NotFound("This person");
        if (actor.Is(input.Person))
            return db.Refused(actor, now, "person.disable", input.Person.ToString(), new Forbidden("Nobody locks themselves out: another administrator does."));
        if (await TakeRoleAway.IsLastAdministrator(db, input.Person, ct) && (await db.RolesOf(input.Person, ct)).Contains(Role.Administrator))
            return db.Refused(actor, now, "person.disable", input.Person.ToString(), new NotAllowed("This is the last administrator: nobody could administer the portal any more."));
        if (user.Disable(now) is { } refusal)
            return refusal;

        await OneTimeLinks.CloseAll(db, input.Person, now, ct);
        await Sessions.EndAll(db, actor, input.Person, SessionEnd.AccountClosed, now, null, ct);
        db.Record(new EntryDraft(actor, now, "person.disabled", input.Person.ToString()) { Reason = input.Reason.Trim() });
        return new Done();
    }, ct);
}
