using Portal.Shared;

namespace Portal.Accounts;

/// <summary>One sign-in of one person in one browser. The cookie carries its id alone; whether it still holds, this row says.</summary>
public sealed class Session
{
    private const int LongestBrowser = 300;

    private Session() { }

    public Session(PersonId person, SignInMethod method, Origin origin, DateTimeOffset now, TimeSpan absolute)
    {
        (Id, Person, Method, Address) = (SessionId.New(now), person, method, origin.Address);
        Browser = origin.Browser.Length > LongestBrowser ? origin.Browser[..LongestBrowser] : origin.Browser;
        (StartedAt, SeenAt, EndsAt) = (now, now, now + absolute);
    }

    public SessionId Id { get; private set; }

    public PersonId Person { get; private set; }

    public SignInMethod Method { get; private set; }

    public string Address { get; private set; } = "";

    public string Browser { get; private set; } = "";

    public DateTimeOffset StartedAt { get; private set; }

    /// <summary>When the person last did something: pushes of the portal do not count.</summary>
    public DateTimeOffset SeenAt { get; private set; }

    /// <summary>Whatever the person does, the session is over then.</summary>
    public DateTimeOffset EndsAt { get; private set; }

    /// <summary>When something was last signed in it: the first signature, and one after a while, take two components.</summary>
    public DateTimeOffset? SignedAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    public SessionEnd? Ended { get; private set; }

    internal void Signed(DateTimeOffset now) => SignedAt = now;

    internal void End(SessionEnd why, DateTimeOffset now) => (EndedAt, Ended) = (now, why);
}

/// <summary>Where a request comes from, as far as the portal sees it.</summary>
public sealed record Origin(string Address, string Browser)
{
    /// <summary>The portal's own acts and tests.</summary>
    public static Origin None { get; } = new("", "");
}

public enum SignInMethod
{
    Password = 1,
    PasswordAndCode,
    Passkey,
    Provider,
}

public enum SessionEnd
{
    SignedOut = 1,
    Idle,
    Expired,
    EndedByPerson,
    EndedByAdministrator,
    AccountClosed,
    CredentialChanged,
}
