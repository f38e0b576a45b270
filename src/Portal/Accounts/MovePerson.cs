using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Accounts;

/// <summary>Puts somebody into another department.</summary>
public sealed class MovePerson(IDbContextFactory<PortalDb> dbs, TimeProvider time)
{
    public sealed record Input(PersonId Person, string Department);

    public Task<Result<Done>> Run(Actor actor, Input input, CancellationToken ct) => dbs.WriteAsync<Done>(async db =>
    {
        var now = time.GetUtcNow();
        if (Administration.RefusalOf(actor) is { } unfit)
            return db.Refused(actor, now, "person.move", input.Person.ToString(), unfit);
        if (await db.Users.SingleOrDefaultAsync(user => user.Id == input.Person.Value, ct) is not { } user)
            return new NotFound("This person");
        if (await Departments.FaultOf(db, input.Department, ct) is { } fault)
            return fault;

        var before = user.Department;
        user.MoveTo(input.Department, now);
        db.Record(new EntryDraft(actor, now, "person.moved", input.Person.ToString()) { Details = new Dictionary<string, string> { ["from"] = before, ["to"] = input.Department } });
        return new Done();
    }, ct);
}
