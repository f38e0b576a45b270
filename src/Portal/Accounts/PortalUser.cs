using Microsoft.AspNetCore.Identity;
using Portal.Shared;

namespace Portal.Accounts;

/// <summary>A person with an account. Identity keeps the credentials; the portal keeps who the person is.</summary>
public sealed class PortalUser : IdentityUser<Guid>
{
    private const string AtErased = "@erased.invalid";
    private const int FailuresThatLock = 5;
    private static readonly TimeSpan FailureWindow = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Lockout = TimeSpan.FromMinutes(15);

    private PortalUser() { }

    public PortalUser(string email, string name, string department, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        (UserName, Email, Name, Department) = (email, email, name, department);
        SecurityStamp = Id.ToString("N");
    }

    public PersonId Person => new(Id);

    public string Name { get; private set; } = "";

    public string Department { get; private set; } = "";

    public PersonState State { get; private set; } = PersonState.Active;

    public DateTimeOffset? LastSignInAt { get; private set; }

    /// <summary>When the wrong credentials that are counted now began.</summary>
    public DateTimeOffset? FailingSince { get; private set; }

    /// <summary>An account of the demo: its password is known, and it decides without a second factor until it has one.</summary>
    public bool IsDemo { get; init; }

    /// <summary>Wrong credentials at signing, in a row.</summary>
    public int SigningFailures { get; private set; }

    public DateTimeOffset? SigningLockedUntil { get; private set; }

    public bool MaySignIn(DateTimeOffset now) => State == PersonState.Active && !IsLocked(now);

    public bool IsLocked(DateTimeOffset now) => LockoutEnd > now;

    /// <summary>Counts a wrong credential; the fifth within a minute locks signing in for a while.</summary>
    public void CredentialFailed(DateTimeOffset now)
    {
        if (FailingSince is not { } since || now - since > FailureWindow)
            (FailingSince, AccessFailedCount) = (now, 0);
        if (++AccessFailedCount < FailuresThatLock)
            return;

        Lock(now);
    }

    internal void Lock(DateTimeOffset now)
    {
        (AccessFailedCount, FailingSince) = (0, null);
        LockoutEnd = now + Lockout;
    }

    /// <summary>Counts a wrong credential at signing; true when it is the fifth in a row, which locks signing for a while.</summary>
    internal bool SigningFailed(DateTimeOffset now)
    {
        if (++SigningFailures < FailuresThatLock)
            return false;

        (SigningFailures, SigningLockedUntil) = (0, now + Lockout);
        return true;
    }

    internal void SigningHeld() => SigningFailures = 0;

    public void CredentialHeld() => (AccessFailedCount, FailingSince) = (0, null);

    /// <summary>A new password, which an invited person becomes active by and a lock-out is over with.</summary>
    internal void TakePassword(string hash)
    {
        (PasswordHash, LockoutEnd) = (hash, null);
        State = State == PersonState.Invited ? PersonState.Active : State;
        CredentialHeld();
    }

    /// <summary>The invitation is taken up by signing in elsewhere: this account needs no password.</summary>
    internal void TakeProvider() => State = State == PersonState.Invited ? PersonState.Active : State;

    internal void SignedIn(DateTimeOffset now)
    {
        CredentialHeld();
        LastSignInAt = now;
    }

    internal static PortalUser Invited(string email, string name, string department, DateTimeOffset now) => new(email, name, department, now) { State = PersonState.Invited };

    internal void MoveTo(string department) => Department = department;

    internal Refusal? Disable() => Move(PersonState.Disabled, $"{Name} cannot sign in as it is.");

    /// <summary>Who never set a password is invited again, not active.</summary>
    internal Refusal? Enable() => State == PersonState.Disabled
        ? Move(PasswordHash is null ? PersonState.Invited : PersonState.Active, "")
        : new NotAllowed($"{Name} is not disabled.");

    public bool IsErased => IsErasedAddress(Email);

    private string ErasedAddress => $"{Id:N}{AtErased}";

    /// <summary>The ending is reserved (RFC 2606): nobody has such an address.</summary>
    public static bool IsErasedAddress(string? email) => email?.EndsWith(AtErased, StringComparison.Ordinal) is true;

    /// <summary>Nothing is left that says who this was; the id stays, since what was done stays done by somebody.</summary>
    internal void Erase()
    {
        (Name, Email, UserName) = ("Erased person", ErasedAddress, ErasedAddress);
        (PasswordHash, PhoneNumber, LastSignInAt) = (null, null, null);
        SecurityStamp = Guid.CreateVersion7().ToString("N");
    }

    internal Refusal? Leave() => Move(PersonState.Left, $"{Name} has left already.");

    private Refusal? Move(PersonState to, string otherwise)
    {
        if (!PersonMoves.CanMove(State, to))
            return new NotAllowed(otherwise);

        State = to;
        return null;
    }
}
