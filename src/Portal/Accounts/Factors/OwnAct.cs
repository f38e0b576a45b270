using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Accounts.Factors;

/// <summary>
/// What a person changes about how they sign in: in a page, after a credential was shown again. Otherwise a screen that was left alone
/// would be enough to take an account over.
/// </summary>
public sealed class OwnAct(IDbContextFactory<PortalDb> dbs, CredentialCheck credentials, TimeProvider time)
{
    internal static readonly Forbidden InPages = new("A person changes their own account, in a page.");

    private static readonly Forbidden Locked = new("After five wrong attempts within a minute nothing is changed for 15 minutes.");

    internal async Task<Result<T>> Run<T>(Actor actor, Shown shown, string tried, Func<PortalDb, PortalUser, DateTimeOffset, Task<Result<T>>> change, CancellationToken ct)
    {
        if (actor.Through != Through.Session || actor.Person is not { } person)
            return InPages;

        var prepared = await credentials.Prepare(person, shown with { Passkey = null }, ct);
        return await dbs.WriteAsync<T>(async db =>
        {
            var now = time.GetUtcNow();
            var user = await db.Users.SingleAsync(user => user.Id == person.Value, ct);
            if (user.IsLocked(now))
                return db.Refused(actor, now, tried, person.ToString(), Locked);
            if (await Fault(db, user, prepared, actor, now, ct) is not { } fault)
                return await change(db, user, now);

            user.CredentialFailed(now);
            db.KeepWhenRefused();
            return db.Refused(actor, now, tried, person.ToString(), fault);
        }, ct);
    }

    private async Task<Refusal?> Fault(PortalDb db, PortalUser user, CredentialCheck.Prepared prepared, Actor actor, DateTimeOffset now, CancellationToken ct)
    {
        var result = await credentials.Hold(db, user, prepared, actor.Session, Digest.Of([]), "", now, ct);
        return !result.Succeeded(out var held, out var wrong) ? wrong : held == 0 ? new Invalid("password", "Enter your password.") : null;
    }
}
