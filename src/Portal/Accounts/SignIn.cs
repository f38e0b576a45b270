using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Portal.Accounts.Factors;
using Portal.Accounts.Oidc;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Accounts;

/// <summary>
/// Checks an address and a password. Who has no authenticator app is signed in by it; who has is asked for a code by <see cref="EnterCode"/>.
/// One answer for every way to fail, as slow for an address that nobody has: it does not tell which accounts exist.
/// </summary>
public sealed class SignIn(
    IDbContextFactory<PortalDb> dbs, IPasswordHasher<PortalUser> hasher, SignInThrottle throttle, Tickets tickets, PortalOptions options, TimeProvider time)
{
    private static readonly TimeSpan CodeWithin = TimeSpan.FromMinutes(5);
    private static readonly Forbidden Wrong = new("The e-mail address or the password is not right. After five wrong attempts within a minute an account rests for 15 minutes.");

    // Hashed once, so that an unknown address takes as long as a known one.
    private readonly Lazy<string> _nobodysHash = new(() => hasher.HashPassword(Nobody(time), "no account has this password"));

    public sealed record Input(string Email, string Password, Origin Origin)
    {
        public override string ToString() => nameof(SignIn);
    }

    public async Task<Result<FirstStep>> Run(Input input, CancellationToken ct)
    {
        await throttle.Pause(input.Origin.Address, ct);
        var email = input.Email.Trim().ToUpperInvariant();
        await using var db = await dbs.CreateDbContextAsync(ct);
        var user = await db.Users.AsNoTracking().SingleOrDefaultAsync(user => user.NormalizedEmail == email, ct);
        var held = hasher.VerifyHashedPassword(user ?? Nobody(time), user?.PasswordHash ?? _nobodysHash.Value, input.Password) != PasswordVerificationResult.Failed;
        var result = await Note(user?.Person, held && user?.PasswordHash is not null, input.Origin, ct);
        if (result.Refusal is not null)
            throttle.Failed(input.Origin.Address);
        if (!result.Succeeded(out var step, out _) || step.SignedIn is not null)
            Instruments.CountSignIn(result.Refusal is null ? SignInOutcome.Succeeded : SignInOutcome.Refused);
        return result;
    }

    /// <summary>The slow hash is done; now the count and the entry, in a transaction that is short.</summary>
    private Task<Result<FirstStep>> Note(PersonId? person, bool held, Origin origin, CancellationToken ct) => dbs.WriteAsync<FirstStep>(async db =>
    {
        var now = time.GetUtcNow();
        var user = await db.Users.SingleOrDefaultAsync(user => user.Id == (person ?? default).Value, ct);
        if (user is null || !held || !user.MaySignIn(now) || await ProviderAccounts.Binds(db, user, options, ct))
            return await Refuse(db, user, now, ct);

        // The count of wrong attempts stays until the code was right, too.
        if ((await HeldFactors.Of(db, user.Person, ct)).Code)
            return AskForCode(tickets, user, SignInMethod.Password, now);

        return new FirstStep(await Begin(db, user, SignInMethod.Password, "password", origin, options, now, ct), null);
    }, ct);

    internal static FirstStep AskForCode(Tickets tickets, PortalUser user, SignInMethod first, DateTimeOffset now) =>
        new(null, tickets.Seal(new Ticket(TicketPurpose.SignInCode, now + CodeWithin) { Person = user.Id, First = first }));

    /// <summary>Begins the session, once everything was right.</summary>
    internal static async Task<SignedIn> Begin(
        PortalDb db, PortalUser user, SignInMethod method, string with, Origin origin, PortalOptions options, DateTimeOffset now, CancellationToken ct)
    {
        user.SignedIn(now);
        var session = Sessions.Begin(db, user.Person, method, origin, options.Sessions.Absolute, now);
        var permissions = await Actors.PermissionsOf(db, user.Person, ct);
        db.Record(new EntryDraft(Actor.InPerson(user.Person, user.Name, permissions, session.Id), now, "person.signed-in", user.Person.ToString())
        {
            Details = new Dictionary<string, string> { ["method"] = session.Method.ToString(), ["with"] = with },
        });
        return new SignedIn(session.Id, user.Person, user.Name, permissions);
    }

    private static Task<Refusal> Refuse(PortalDb db, PortalUser? user, DateTimeOffset now, CancellationToken ct)
    {
        if (user is not null && !user.IsLocked(now))
            user.CredentialFailed(now);
        return Refused(db, user, Wrong, now, ct);
    }

    /// <summary>Keeps the count and, for the first few of a minute, the entry.</summary>
    internal static async Task<Refusal> Refused(PortalDb db, PortalUser? user, Refusal wrong, DateTimeOffset now, CancellationToken ct)
    {
        db.KeepWhenRefused();
        var subject = user?.Person.ToString() ?? RefusedSignIns.Unknown;
        return await RefusedSignIns.Add(db, subject, now, ct)
            ? db.Refused(user is null ? Actor.System("sign-in") : Actor.InPerson(user.Person, user.Name, new HashSet<Permission>()), now, "person.sign-in", subject, wrong)
            : wrong;
    }

    private static PortalUser Nobody(TimeProvider time) => new("nobody@invalid", "Nobody", "", time.GetUtcNow());
}

/// <summary>After a right password, or the provider's word: signed in, or the ticket with which a code is entered.</summary>
public sealed record FirstStep(SignedIn? SignedIn, string? CodeTicket);

public sealed record SignedIn(SessionId Session, PersonId Person, string Name, IReadOnlySet<Permission> Permissions);
