namespace Portal.Accounts;

/// <summary>A ticket that has had its effect; kept until it would be too old anyway.</summary>
public sealed class SpentTicket(string hash, DateTimeOffset expiresAt)
{
    public string Hash { get; private set; } = hash;

    public DateTimeOffset ExpiresAt { get; private set; } = expiresAt;
}
