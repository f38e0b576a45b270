using Microsoft.EntityFrameworkCore;
using Portal.Accounts.Passwords;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Accounts;

/// <summary>Sets a password by a one-time link: the first one of an invited person, or a new one. What was signed in before is ended.</summary>
public sealed class SetPassword(IDbContextFactory<PortalDb> dbs, PasswordCheck passwords, SignInThrottle throttle, TimeProvider time)
{
    public sealed record Input(string Secret, string Password, Origin Origin)
    {
        // Neither belongs into a log.
        public override string ToString() => nameof(SetPassword);
    }

    public async Task<Result<Done>> Run(Input input, CancellationToken ct)
    {
        await throttle.Pause(input.Origin.Address, ct);
        var result = await dbs.WriteAsync<Done>(db => Decide(db, input, time.GetUtcNow(), ct), ct);
        if (result.Refusal is Forbidden)
            throttle.Failed(input.Origin.Address);
        return result;
    }

    private async Task<Result<Done>> Decide(PortalDb db, Input input, DateTimeOffset now, CancellationToken ct)
    {
        if (await OneTimeLinks.Find(db, input.Secret, now, ct) is not (var link, var user))
        {
            db.KeepWhenRefused();
            return await RefusedSignIns.Add(db, RefusedSignIns.Unknown, now, ct)
                ? db.Refused(Actor.System("one-time link"), now, "password.set", RefusedSignIns.Unknown, OneTimeLinks.Closed)
                : OneTimeLinks.Closed;
        }

        if (PasswordRules.FaultOf("password", input.Password, user.Name, user.Email ?? "") is { } fault)
            return fault;

        var actor = Actor.InPerson(user.Person, user.Name, new HashSet<Permission>());
        await OneTimeLinks.CloseAll(db, user.Person, now, ct);
        user.TakePassword(passwords.Hash(user, input.Password), now);
        await Sessions.EndAll(db, actor, user.Person, SessionEnd.CredentialChanged, now, null, ct);
        db.Record(new EntryDraft(actor, now, "password.set", user.Person.ToString())
        {
            Details = new Dictionary<string, string> { ["by"] = link.Purpose.ToString() },
        });
        return new Done();
    }
}
