using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Accounts;

/// <summary>
/// Checks an address and a password and begins a session. One answer for every way to fail, as slow for an address that nobody has:
/// it does not tell which accounts exist.
/// </summary>
public sealed class SignIn(
    IDbContextFactory<PortalDb> dbs, IPasswordHasher<PortalUser> hasher, SignInThrottle throttle, PortalOptions options, TimeProvider time)
{
    private static readonly Forbidden Wrong = new("The e-mail address or the password is not right. After five wrong attempts within a minute an account rests for 15 minutes.");

    // Hashed once, so that an unknown address takes as long as a known one.
    private readonly Lazy<string> _nobodysHash = new(() => hasher.HashPassword(Nobody(time), "no account has this password"));

    public sealed record Input(string Email, string Password, Origin Origin);

    public async Task<Result<SignedIn>> Run(Input input, CancellationToken ct)
    {
        await throttle.Pause(input.Origin.Address, ct);
        var email = input.Email.Trim().ToUpperInvariant();
        await using var db = await dbs.CreateDbContextAsync(ct);
        var user = await db.Users.AsNoTracking().SingleOrDefaultAsync(user => user.NormalizedEmail == email, ct);
        var held = hasher.VerifyHashedPassword(user ?? Nobody(time), user?.PasswordHash ?? _nobodysHash.Value, input.Password) != PasswordVerificationResult.Failed;
        var result = await Note(user?.Person, held && user is not null, input.Origin, ct);
        if (result.Refusal is not null)
            throttle.Failed(input.Origin.Address);
        Instruments.CountSignIn(result.Refusal is null ? SignInOutcome.Succeeded : SignInOutcome.Refused);
        return result;
    }

    /// <summary>The slow hash is done; now the count and the entry, in a transaction that is short.</summary>
    private Task<Result<SignedIn>> Note(PersonId? person, bool held, Origin origin, CancellationToken ct) => dbs.WriteAsync<SignedIn>(async db =>
    {
        var now = time.GetUtcNow();
        var user = await db.Users.SingleOrDefaultAsync(user => user.Id == (person ?? default).Value, ct);
        if (user is null || !held || user.IsLocked(now) || user.State != PersonState.Active)
            return await Refuse(db, user, now, ct);

        user.SignedIn(now);
        var session = Sessions.Begin(db, user.Person, SignInMethod.Password, origin, options.Sessions.Absolute, now);
        var permissions = await Actors.PermissionsOf(db, user.Person, ct);
        db.Record(new EntryDraft(Actor.InPerson(user.Person, user.Name, permissions, session.Id), now, "person.signed-in", user.Person.ToString())
        {
            Details = new Dictionary<string, string> { ["method"] = session.Method.ToString() },
        });
        return new SignedIn(session.Id, user.Person, user.Name, permissions);
    }, ct);

    private static async Task<Refusal> Refuse(PortalDb db, PortalUser? user, DateTimeOffset now, CancellationToken ct)
    {
        if (user is not null && !user.IsLocked(now))
            user.CredentialFailed(now);
        db.KeepWhenRefused();
        var subject = user?.Person.ToString() ?? RefusedSignIns.Unknown;
        return await RefusedSignIns.Add(db, subject, now, ct)
            ? db.Refused(user is null ? Actor.System("sign-in") : Actor.InPerson(user.Person, user.Name, new HashSet<Permission>()), now, "person.sign-in", subject, Wrong)
            : Wrong;
    }

    private static PortalUser Nobody(TimeProvider time) => new("nobody@invalid", "Nobody", "", time.GetUtcNow());
}

public sealed record SignedIn(SessionId Session, PersonId Person, string Name, IReadOnlySet<Permission> Permissions);
