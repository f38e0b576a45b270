using System.Security.Cryptography;
using System.Text;
using Portal.Shared;

namespace Portal.Accounts;

/// <summary>A bearer token of the API: acts for its person with its scopes. Only its hash is kept.</summary>
public sealed class ApiToken
{
    public const int ShortestSecret = 32;

    private ApiToken() { }

    public ApiToken(PersonId person, string secret, IEnumerable<Permission> scopes, DateTimeOffset now, DateTimeOffset expires)
    {
        if (secret.Length < ShortestSecret)
            throw new ArgumentException($"A token has at least {ShortestSecret} characters.", nameof(secret));

        Hash = HashOf(secret);
        (Person, Scopes, CreatedAt, ExpiresAt) = (person, [.. scopes], now, expires);
    }

    public string Hash { get; private set; } = "";

    /// <summary>How audit entries name the token: the start of its hash, never of its secret.</summary>
    public string Name => "token " + Hash[..8];

    public PersonId Person { get; private set; }

    public List<Permission> Scopes { get; private set; } = [];

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset ExpiresAt { get; private set; }

    /// <summary>Ends it at once; the row stays, as the name of what acted.</summary>
    internal void Revoke(DateTimeOffset now) => ExpiresAt = now;

    public static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
