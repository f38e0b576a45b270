using Microsoft.EntityFrameworkCore;
using Portal.Accounts.Factors;
using Portal.Audit;
using Portal.Shared;

namespace Portal.Accounts;

/// <summary>Takes the authenticator app away, and the recovery codes that stand for it.</summary>
public sealed class RemoveTotp(OwnAct own)
{
    public Task<Result<Done>> Run(Actor actor, Shown shown, CancellationToken ct) => own.Run<Done>(actor, shown, "totp.remove", async (db, user, now) =>
    {
        var person = user.Person;
        if (await db.SecondFactors.SingleOrDefaultAsync(factor => factor.Person == person && factor.ConfirmedAt != null, ct) is not { } factor)
            return new NotFound("An authenticator app");

        db.SecondFactors.Remove(factor);
        await RecoveryCode.RemoveAll(db, person, ct);
        db.Record(new EntryDraft(actor, now, "totp.removed", person.ToString()));
        return new Done();
    }, ct);
}
