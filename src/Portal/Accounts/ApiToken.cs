using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Data;
using Portal.Shared;

namespace Portal.Accounts;

/// <summary>A bearer token of the API: acts for its person with its scopes. Only its hash is kept, and its row for good.</summary>
public sealed class ApiToken
{
    /// <summary>Begins every secret that the portal makes, so that scanners of code and people recognise a leaked one.</summary>
    public const string Prefix = "aigp_";

    public const int ShortestSecret = 32;
    public const int LongestLabel = 80;
    public const int LongestReason = 1000;

    public static readonly TimeSpan LongestValidity = TimeSpan.FromDays(365);

    private const int SecretBytes = 32;
    private static readonly TimeSpan UseIsNotedEvery = TimeSpan.FromMinutes(1);

    private ApiToken() { }

    /// <summary>Bound to <paramref name="systems"/>, or with null to none in particular: then it reaches all. Nobody issues what the portal itself does.</summary>
    public ApiToken(
        PersonId person, string secret, string label, IEnumerable<Permission> scopes, IReadOnlyCollection<SystemId>? systems,
        TokenKind kind, PersonId? issuedBy, string reason, DateTimeOffset now, DateTimeOffset expires)
    {
        if (secret.Length < ShortestSecret)
            throw new ArgumentException($"A token has at least {ShortestSecret} characters.", nameof(secret));
        if (systems is { Count: 0 })
            throw new ArgumentException("A token that is bound to no system reaches nothing.", nameof(systems));
        if (expires - now > LongestValidity)
            throw new ArgumentException("A token expires within a year.", nameof(expires));

        (Hash, Person, Label, Kind, IssuedBy, Reason) = (HashOf(secret), person, label, kind, issuedBy, reason);
        (Scopes, Systems) = ([.. scopes.Where(TokenScopes.IsScope).Distinct().Order()], systems is null ? null : [.. systems.Distinct()]);
        (CreatedAt, ExpiresAt) = (now, expires);
    }

    public string Hash { get; private set; } = "";

    /// <summary>How audit entries name the token: the start of its hash, never of its secret.</summary>
    public string Name => NameOf(Hash);

    public PersonId Person { get; private set; }

    public string Label { get; private set; } = "";

    public TokenKind Kind { get; private set; }

    public List<Permission> Scopes { get; private set; } = [];

    public List<SystemId>? Systems { get; private set; }

    public PersonId? IssuedBy { get; private set; }

    public string Reason { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset ExpiresAt { get; private set; }

    /// <summary>To the minute.</summary>
    public DateTimeOffset? LastUsedAt { get; private set; }

    public DateTimeOffset? RevokedAt { get; private set; }

    public PersonId? RevokedBy { get; private set; }

    public static string NewSecret() => Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));

    public static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    public static string NameOf(string hash) => "token " + hash[..8];

    internal Actor Actor(string personsName, IReadOnlySet<Permission> ofRoles) => Shared.Actor.ByToken(
        Person, personsName, Name, Scopes.Where(scope => TokenScopes.IsScope(scope) && (!TokenScopes.IsOfRoles(scope) || ofRoles.Contains(scope))).ToHashSet(), new TokenReach(Kind, Systems?.ToHashSet()));

    internal bool IsUseToBeNoted(DateTimeOffset now) => !(now - LastUsedAt < UseIsNotedEvery);

    internal void Used(DateTimeOffset now) => LastUsedAt = now;

    internal Refusal? Revoke(PersonId? by, DateTimeOffset now)
    {
        if (RevokedAt is not null)
            return new NotAllowed("This token is revoked already.");

        (RevokedAt, RevokedBy) = (now, by);
        return null;
    }

    internal sealed class Mapping : IEntityTypeConfiguration<ApiToken>
    {
        public void Configure(EntityTypeBuilder<ApiToken> builder)
        {
            builder.HasKey(token => token.Hash);
            builder.Property(token => token.Hash).HasMaxLength(64);
            builder.Property(token => token.Label).HasMaxLength(LongestLabel);
            builder.Property(token => token.Reason).HasMaxLength(LongestReason);
            builder.PrimitiveCollection(token => token.Systems).ElementType(id => id.HasConversion<Conventions.IdConverter<SystemId>>());
            builder.Ignore(token => token.Name);
            builder.HasIndex(token => token.Person);
        }
    }
}
