using Portal.Accounts.Factors;
using Portal.Audit;
using Portal.Shared;

namespace Portal.Accounts;

/// <summary>Makes ten new recovery codes in place of those that are left.</summary>
public sealed class RenewRecoveryCodes(OwnAct own)
{
    public Task<Result<IReadOnlyList<string>>> Run(Actor actor, Shown shown, CancellationToken ct) =>
        own.Run<IReadOnlyList<string>>(actor, shown, "recovery.renew", async (db, user, now) =>
        {
            if (!(await HeldFactors.Of(db, user.Person, ct)).Code)
                return new NotAllowed("Recovery codes stand for an authenticator app. Set one up first.");

            db.Record(new EntryDraft(actor, now, "recovery.renewed", user.Person.ToString()));
            return await RecoveryCode.Renew(db, user.Person, now, ct);
        }, ct);
}
