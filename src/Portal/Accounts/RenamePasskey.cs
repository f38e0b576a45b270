using Microsoft.EntityFrameworkCore;
using Portal.Accounts.Factors;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Accounts;

/// <summary>Gives a passkey another name.</summary>
public sealed class RenamePasskey(IDbContextFactory<PortalDb> dbs, TimeProvider time)
{
    public sealed record Input(string Id, string Name);

    public Task<Result<Done>> Run(Actor actor, Input input, CancellationToken ct) => dbs.WriteAsync<Done>(async db =>
    {
        if (actor.Through != Through.Session || actor.Person is not { } person)
            return OwnAct.InPages;
        if (AddPasskey.NameFault(input.Name) is { } fault)
            return fault;
        if (await RemovePasskey.Find(db, person, input.Id, ct) is not { } row)
            return new NotFound("This passkey");

        row.Data.Name = input.Name.Trim();
        db.Record(new EntryDraft(actor, time.GetUtcNow(), "passkey.renamed", person.ToString()));
        return new Done();
    }, ct);
}
