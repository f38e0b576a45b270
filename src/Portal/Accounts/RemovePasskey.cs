using System.Buffers.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Portal.Accounts.Factors;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Accounts;

/// <summary>Takes a passkey away: it opens nothing here any more.</summary>
public sealed class RemovePasskey(OwnAct own)
{
    public sealed record Input(string Id, Shown Shown);

    public Task<Result<Done>> Run(Actor actor, Input input, CancellationToken ct) => own.Run<Done>(actor, input.Shown, "passkey.remove", async (db, user, now) =>
    {
        if (await Find(db, user.Person, input.Id, ct) is not { } row)
            return new NotFound("This passkey");

        db.UserPasskeys.Remove(row);
        db.Record(new EntryDraft(actor, now, "passkey.removed", user.Person.ToString()));
        return new Done();
    }, ct);

    internal static async Task<IdentityUserPasskey<Guid>?> Find(PortalDb db, PersonId person, string id, CancellationToken ct)
    {
        if (!Base64Url.IsValid(id))
            return null;

        var bytes = Base64Url.DecodeFromChars(id);
        return await db.UserPasskeys.SingleOrDefaultAsync(row => row.UserId == person.Value && row.CredentialId == bytes, ct);
    }
}
