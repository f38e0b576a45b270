using System.Text.Json;
using Portal.Integrations.Outgoing;
using Portal.Shared;

namespace Portal.Accounts.Oidc;

/// <summary>What the provider says of itself (OpenID Connect Discovery 1.0), as far as a sign-in needs it.</summary>
public sealed record ProviderDescription(string Issuer, string AuthorizationEndpoint, string TokenEndpoint, string Keys, string? UserInfoEndpoint, bool TakesBasic)
{
    public static Result<ProviderDescription> Of(JsonElement document, string authority, OutgoingRules rules)
    {
        // The document must be the issuer's own (section 4.3): or anybody's tokens would be taken for those of the one that was meant.
        if (JsonText.Of(document, "issuer") is not { } issuer || issuer.TrimEnd('/') != authority)
            return Wrong("is of another issuer");

        string?[] needed = [JsonText.Of(document, "authorization_endpoint"), JsonText.Of(document, "token_endpoint"), JsonText.Of(document, "jwks_uri")];
        if (needed is not [{ } authorization, { } token, { } keys])
            return Wrong("lacks an endpoint");
        if (needed.OfType<string>().Select(endpoint => rules.ProblemWith(endpoint)).OfType<string>().FirstOrDefault() is { } problem)
            return Wrong($"has an endpoint that is not called ({problem})");

        // Absent means the first of them.
        var methods = JsonText.All(document, "token_endpoint_auth_methods_supported");
        return new ProviderDescription(
            issuer, authorization, token, keys, JsonText.Of(document, "userinfo_endpoint"), methods.Count == 0 || methods.Contains("client_secret_basic"));
    }

    private static ProviderRefusal Wrong(string what) => new(ProviderTrouble.Unreachable, $"The provider's discovery document {what}.");
}
