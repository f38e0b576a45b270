using Portal.Data;

namespace Portal.Accounts;

/// <summary>The code that makes the first administrator of an empty portal; one row, made anew at each start until it was used.</summary>
public sealed class SetupCode : IVersioned
{
    public const int OnlyRow = 1;

    private SetupCode() { }

    internal SetupCode(string secret, DateTimeOffset now) => (Id, Hash, MadeAt) = (OnlyRow, ApiToken.HashOf(secret), now);

    public int Id { get; private set; }

    public string Hash { get; private set; } = "";

    public DateTimeOffset MadeAt { get; private set; }

    public int Version { get; private set; }

    internal void Renew(string secret, DateTimeOffset now) => (Hash, MadeAt) = (ApiToken.HashOf(secret), now);

    internal bool Fits(string secret) => Hash == ApiToken.HashOf(secret);
}
