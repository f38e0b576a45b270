using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Accounts;

/// <summary>Checks an address and a password. One answer for every way to fail: it does not tell which accounts exist.</summary>
public sealed class SignIn(IDbContextFactory<PortalDb> dbs, IPasswordHasher<PortalUser> hasher, TimeProvider time)
{
    private static readonly Forbidden Wrong = new("The e-mail address or the password is not right. After five wrong attempts an account rests for 15 minutes.");

    // Hashed once, so that an unknown address takes as long as a known one.
    private readonly Lazy<string> _nobodysHash = new(() => hasher.HashPassword(Nobody(time), "no account has this password"));

    public sealed record Input(string Email, string Password);

    public async Task<Result<SignedIn>> Run(Input input, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var email = input.Email.Trim().ToUpperInvariant();
        await using var db = await dbs.CreateDbContextAsync(ct);
        var user = await db.Users.SingleOrDefaultAsync(user => user.NormalizedEmail == email, ct);
        var held = hasher.VerifyHashedPassword(user ?? Nobody(time), user?.PasswordHash ?? _nobodysHash.Value, input.Password) != PasswordVerificationResult.Failed;
        var result = user is null ? Wrong : await Note(user.Person, held && !user.IsLocked(now), now, ct);
        Instruments.CountSignIn(result.Refusal is null ? SignInOutcome.Succeeded : SignInOutcome.Refused);
        return result;
    }

    /// <summary>The slow hash is done; now the count and the entry, in a transaction that is short.</summary>
    private Task<Result<SignedIn>> Note(PersonId person, bool held, DateTimeOffset now, CancellationToken ct) => dbs.WriteAsync<SignedIn>(async db =>
    {
        var user = await db.Users.SingleAsync(user => user.Id == person.Value, ct);
        var permissions = await Actors.PermissionsOf(db, person, ct);
        var actor = Actor.InPerson(person, user.Name, permissions);
        if (!held)
        {
            user.CredentialFailed(now);
            db.KeepWhenRefused();
            return db.Refused(actor, now, "person.sign-in", person.ToString(), Wrong);
        }

        user.CredentialHeld();
        db.Record(new EntryDraft(actor, now, "person.signed-in", person.ToString()));
        return new SignedIn(person, user.Name, permissions);
    }, ct);

    private static PortalUser Nobody(TimeProvider time) => new("nobody@invalid", "Nobody", "", time.GetUtcNow());
}

public sealed record SignedIn(PersonId Person, string Name, IReadOnlySet<Permission> Permissions);
