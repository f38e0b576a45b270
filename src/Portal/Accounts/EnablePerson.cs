using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Accounts;

/// <summary>Lets somebody in again who was locked out.</summary>
public sealed class EnablePerson(IDbContextFactory<PortalDb> dbs, TimeProvider time)
{
    public sealed record Input(PersonId Person, string Reason);

    public Task<Result<Done>> Run(Actor actor, Input input, CancellationToken ct) => dbs.WriteAsync<Done>(async db =>
    {
        var now = time.GetUtcNow();
        if (Administration.RefusalOf(actor) is { } unfit)
            return db.Refused(actor, now, "person.enable", input.Person.ToString(), unfit);
        if (Administration.FaultOf(input.Reason) is { } fault)
            return fault;
        if (await db.Users.SingleOrDefaultAsync(user => user.Id == input.Person.Value, ct) is not { } user)
            return new NotFound("This person");
        if (user.Enable(now) is { } refusal)
            return refusal;

        db.Record(new EntryDraft(actor, now, "person.enabled", input.Person.ToString()) { Reason = input.Reason.Trim() });
        return new Done();
    }, ct);
}
