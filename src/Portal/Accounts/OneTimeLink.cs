using Portal.Data;
using Portal.Shared;

namespace Portal.Accounts;

/// <summary>Lets one person set a password once, without signing in. Only the hash of its secret is kept.</summary>
public sealed class OneTimeLink : IVersioned
{
    private OneTimeLink() { }

    internal OneTimeLink(string secret, PersonId person, LinkPurpose purpose, DateTimeOffset now) =>
        (Hash, Person, Purpose, MadeAt, ExpiresAt) = (ApiToken.HashOf(secret), person, purpose, now, now + ValidityOf(purpose));

    public string Hash { get; private set; } = "";

    public PersonId Person { get; private set; }

    public LinkPurpose Purpose { get; private set; }

    public DateTimeOffset MadeAt { get; private set; }

    public DateTimeOffset ExpiresAt { get; private set; }

    /// <summary>Set a password, or gave way to a newer link: either way it opens nothing any more.</summary>
    public DateTimeOffset? ClosedAt { get; private set; }

    public int Version { get; private set; }

    public static TimeSpan ValidityOf(LinkPurpose purpose) => purpose switch
    {
        LinkPurpose.Invitation => TimeSpan.FromDays(7),
        LinkPurpose.PasswordReset => TimeSpan.FromHours(1),
        _ => throw new ArgumentOutOfRangeException(nameof(purpose), purpose, null),
    };

    internal bool IsOpen(DateTimeOffset now) => ClosedAt is null && now <= ExpiresAt;

    internal void Close(DateTimeOffset now) => ClosedAt = now;
}

public enum LinkPurpose
{
    Invitation = 1,
    PasswordReset,
}
