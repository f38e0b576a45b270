using Microsoft.EntityFrameworkCore;
using Portal.Accounts.Passwords;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Accounts;

/// <summary>
/// A person changes the password, who knows the one before. Who has none, since the provider signs them in, sets one right after having
/// come from there. The other sessions end: whoever sat in one must know the new one.
/// </summary>
public sealed class ChangePassword(IDbContextFactory<PortalDb> dbs, PasswordCheck passwords, TimeProvider time)
{
    /// <summary>How long the provider's word that somebody sits there is as good as a password.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);

    private static readonly NotAllowed NotFresh = new("Sign out and in again first: a password is set within ten minutes of single sign-on.");

    public sealed record Input(string Current, string Password)
    {
        public override string ToString() => nameof(ChangePassword);
    }

    public async Task<Result<Done>> Run(Actor actor, Input input, CancellationToken ct)
    {
        if (actor.Through != Through.Session || actor.Person is not { } person)
            return new Forbidden("A person changes their own password, in a page.");

        var held = await passwords.HashHeld(person, input.Current, ct);
        return await dbs.WriteAsync<Done>(db => Decide(db, actor, person, held, input, time.GetUtcNow(), ct), ct);
    }

    private async Task<Result<Done>> Decide(PortalDb db, Actor actor, PersonId person, string? held, Input input, DateTimeOffset now, CancellationToken ct)
    {
        var user = await db.Users.SingleAsync(user => user.Id == person.Value, ct);
        if (user.IsLocked(now))
            return db.Refused(actor, now, "password.change", person.ToString(), new Forbidden("After five wrong passwords within a minute nothing is changed for 15 minutes."));
        if (user.PasswordHash is null && !await CameFromProvider(db, actor, now, ct))
            return db.Refused(actor, now, "password.change", person.ToString(), NotFresh);
        if (user.PasswordHash is not null && held != user.PasswordHash)
        {
            user.CredentialFailed(now);
            db.KeepWhenRefused();
            return db.Refused(actor, now, "password.change", person.ToString(), new Invalid("current", "The password is not right."));
        }

        if (user.PasswordHash is not null && input.Password == input.Current)
            return new Invalid("password", "It is the one you have.");
        if (PasswordRules.FaultOf("password", input.Password, user.Name, user.Email ?? "") is { } fault)
            return fault;

        user.TakePassword(passwords.Hash(user, input.Password), now);
        await OneTimeLinks.CloseAll(db, person, now, ct);
        await Sessions.EndAll(db, actor, person, SessionEnd.CredentialChanged, now, actor.Session, ct);
        db.Record(new EntryDraft(actor, now, "password.changed", person.ToString()));
        return new Done();
    }

    private static Task<bool> CameFromProvider(PortalDb db, Actor actor, DateTimeOffset now, CancellationToken ct)
    {
        var since = now - Fresh;
        return db.Sessions.AnyAsync(session => session.Id == actor.Session && session.Method == SignInMethod.Provider && session.StartedAt >= since, ct);
    }
}
