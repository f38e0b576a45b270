using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Portal.Shared;

namespace Portal.Accounts.Oidc;

/// <summary>What an ID token must say to be taken.</summary>
public sealed record Expected(string Issuer, string Client, string Nonce, DateTimeOffset Now);

/// <summary>
/// An ID token, taken apart but not believed yet. The checks are those of OpenID Connect Core 1.0, 3.1.3.7, with a signature
/// always, also where the token came straight from the provider.
/// </summary>
public sealed class IdToken
{
    private const int LongestSubject = 255;

    // Clocks of providers differ by seconds.
    private static readonly TimeSpan Leeway = TimeSpan.FromMinutes(1);

    private readonly JsonElement _header;
    private readonly JsonElement _claims;
    private readonly byte[] _signed;
    private readonly byte[] _signature;

    private IdToken(JsonElement header, JsonElement claims, byte[] signed, byte[] signature) =>
        (_header, _claims, _signed, _signature) = (header, claims, signed, signature);

    /// <summary>Names the key; a provider with one key need not.</summary>
    public string? KeyId => JsonText.Of(_header, "kid");

    /// <summary>Null for what is no signed token at all.</summary>
    public static IdToken? Parse(string compact)
    {
        var parts = compact.Split('.');
        if (parts is not [var header, var payload, var signature]
            || JsonText.Decode(header) is not { } headerBytes || JsonText.Parse(headerBytes) is not { } parsedHeader
            || JsonText.Decode(payload) is not { } payloadBytes || JsonText.Parse(payloadBytes) is not { } parsedPayload
            || JsonText.Decode(signature) is not { } signatureBytes)
            return null;

        return new IdToken(parsedHeader, parsedPayload, Encoding.ASCII.GetBytes($"{header}.{payload}"), signatureBytes);
    }

    /// <summary>The claims, or the first reason not to believe them.</summary>
    public Result<JsonElement> Check(JsonWebKeys keys, Expected expected) =>
        ProblemWith(keys, expected) is { } problem ? new ProviderRefusal(ProviderTrouble.NotTrusted, $"The ID token {problem}") : _claims;

    private string? ProblemWith(JsonWebKeys keys, Expected expected)
    {
        var audience = JsonText.All(_claims, "aud");
        var authorized = JsonText.Of(_claims, "azp");
        return _header switch
        {
            _ when JsonText.Of(_header, "alg") is not { } algorithm || !keys.Verify(algorithm, KeyId, _signed, _signature) => "is not signed by the provider's key.",
            _ when _header.TryGetProperty("crit", out var _) => "asks for what is not understood here.",
            _ when JsonText.Of(_claims, "iss") != expected.Issuer => "is of another issuer.",
            _ when !audience.Contains(expected.Client) => "is for another application.",
            _ when audience.Count > 1 && authorized is null || authorized is not null && authorized != expected.Client => "was asked for by another application.",
            _ when JsonText.Time(_claims, "exp") is not { } expires || expires + Leeway <= expected.Now => "is expired.",
            _ when JsonText.Time(_claims, "iat") is not { } issued || issued - Leeway > expected.Now => "is of the future.",
            _ when JsonText.Time(_claims, "nbf") is { } begins && begins - Leeway > expected.Now => "does not hold yet.",
            _ when !IsNonce(JsonText.Of(_claims, "nonce"), expected.Nonce) => "answers another sign-in.",
            _ when JsonText.Of(_claims, "sub") is not { Length: > 0 and <= LongestSubject } => "names nobody.",
            _ => null,
        };
    }

    private static bool IsNonce(string? nonce, string expected) =>
        nonce is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(nonce), Encoding.UTF8.GetBytes(expected));
}
