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

    private readonly List<PersonRevision> _revisions = [];

    private PortalUser() { }

    public PortalUser(string email, string name, string department, DateTimeOffset now) : this(email, name, department, PersonState.Active, null, now) { }

    private PortalUser(string email, string name, string department, PersonState state, DateTimeOffset? end, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        (UserName, Email, Name, Department, State, EndsAt) = (email, email, name, department, state, end);
        SecurityStamp = Id.ToString("N");
        _revisions.Add(new PersonRevision(1, this, now));
    }

    public PersonId Person => new(Id);

    public string Name { get; private set; } = "";

    public string Department { get; private set; } = "";

    public PersonState State { get; private set; }

    /// <summary>What the person was called, where they belonged and whether they could sign in, from when to when.</summary>
    public IReadOnlyList<PersonRevision> Revisions => _revisions;

    /// <summary>When the account ends by itself; absent for who belongs to the organisation until somebody says otherwise.</summary>
    public DateTimeOffset? EndsAt { get; private set; }

    /// <summary>When it was told that the account ends; once for each end that was set.</summary>
    public DateTimeOffset? EndToldAt { get; private set; }

    public DateTimeOffset? LastSignInAt { get; private set; }

    /// <summary>When the wrong credentials that are counted now began.</summary>
    public DateTimeOffset? FailingSince { get; private set; }

    /// <summary>An account of the demo: its password is known, and it decides without a second factor until it has one.</summary>
    public bool IsDemo { get; init; }

    /// <summary>Wrong credentials at signing, in a row.</summary>
    public int SigningFailures { get; private set; }

    public DateTimeOffset? SigningLockedUntil { get; private set; }

    public bool MaySignIn(DateTimeOffset now) => State == PersonState.Active && !IsLocked(now) && !IsOver(now);

    public bool IsOver(DateTimeOffset now) => EndsAt <= now;

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
    internal void TakePassword(string hash, DateTimeOffset now)
    {
        (PasswordHash, LockoutEnd) = (hash, null);
        TakeUpInvitation(now);
        CredentialHeld();
    }

    /// <summary>By a password, or by signing in elsewhere: such an account needs none.</summary>
    internal void TakeUpInvitation(DateTimeOffset now)
    {
        if (State == PersonState.Invited)
            Become(Department, PersonState.Active, EndsAt, now);
    }

    internal void SignedIn(DateTimeOffset now)
    {
        CredentialHeld();
        LastSignInAt = now;
    }

    internal static PortalUser Invited(string email, string name, string department, DateTimeOffset? end, DateTimeOffset now) => new(email, name, department, PersonState.Invited, end, now);

    internal void MoveTo(string department, DateTimeOffset now) => Become(department, State, EndsAt, now);

    /// <summary>From then on nobody acts by this account; without an end it goes on.</summary>
    internal Refusal? EndAt(DateTimeOffset? end, DateTimeOffset now)
    {
        if (State == PersonState.Left)
            return new NotAllowed($"{Name} has left.");
        if (end == EndsAt)
            return new Invalid("lastDay", "This is how it stands already.");

        EndToldAt = null;
        Become(Department, State, end, now);
        return null;
    }

    internal void EndTold(DateTimeOffset now) => EndToldAt = now;

    internal Refusal? Disable(DateTimeOffset now) => Move(PersonState.Disabled, $"{Name} cannot sign in as it is.", now);

    /// <summary>Who never set a password is invited again, not active.</summary>
    internal Refusal? Enable(DateTimeOffset now) =>
        State == PersonState.Disabled && IsOver(now) ? new NotAllowed($"The last day of {Name} is over: set a later one first.")
        : State == PersonState.Disabled
        ? Move(PasswordHash is null ? PersonState.Invited : PersonState.Active, "", now)
        : new NotAllowed($"{Name} is not disabled.");

    public bool IsErased => IsErasedAddress(Email);

    private string ErasedAddress => $"{Id:N}{AtErased}";

    /// <summary>The ending is reserved (RFC 2606): nobody has such an address.</summary>
    public static bool IsErasedAddress(string? email) => email?.EndsWith(AtErased, StringComparison.Ordinal) is true;

    /// <summary>Nothing is left that says who this was; the id stays, since what was done stays done by somebody.</summary>
    internal void Erase()
    {
        (Name, Email, UserName) = (PersonRevision.Erased, ErasedAddress, ErasedAddress);
        _revisions.ForEach(revision => revision.Erase());
        (PasswordHash, PhoneNumber, LastSignInAt) = (null, null, null);
        SecurityStamp = Guid.CreateVersion7().ToString("N");
    }

    internal Refusal? Leave(DateTimeOffset now) => Move(PersonState.Left, $"{Name} has left already.", now);

    private Refusal? Move(PersonState to, string otherwise, DateTimeOffset now)
    {
        if (!PersonMoves.CanMove(State, to))
            return new NotAllowed(otherwise);

        Become(Department, to, EndsAt, now);
        return null;
    }

    private void Become(string department, PersonState state, DateTimeOffset? end, DateTimeOffset now)
    {
        if (_revisions.SingleOrDefault(revision => revision.ValidTo is null) is not { } current)
            throw new InvalidOperationException("What this person was before was not read with them.");

        current.End(now);
        (Department, State, EndsAt) = (department, state, end);
        _revisions.Add(new PersonRevision(_revisions.Count + 1, this, now));
    }
}
