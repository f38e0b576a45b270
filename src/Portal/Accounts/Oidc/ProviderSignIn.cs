using System.Text.Json;
using Portal.Shared;

namespace Portal.Accounts.Oidc;

/// <summary>What a sign-in that was begun needs in order to be finished; kept by the browser that began it, sealed.</summary>
public sealed record BegunSignIn(string State, string Nonce, string Verifier, string ReturnUrl, DateTimeOffset ExpiresAt);

/// <summary>From the code that the browser brings back to who the person is. Believes nothing that the provider's key did not sign.</summary>
public sealed class ProviderSignIn(Provider provider, PortalOptions options, TimeProvider time)
{
    public const string CallbackPath = "/signin-oidc";

    public string Callback => options.PublicUrl.TrimEnd('/') + CallbackPath;

    public async Task<Result<ProviderIdentity>> Finish(BegunSignIn begun, string code, string? issuer, CancellationToken ct)
    {
        if (!(await provider.Describe(ct)).Succeeded(out var description, out var refusal))
            return refusal;

        // RFC 9207: a code of another provider must not be handed to this one.
        if (issuer is not null && issuer != description.Issuer)
            return new ProviderRefusal(ProviderTrouble.NotTrusted, "The answer is of another issuer.");
        if (!(await provider.Exchange(description, code, begun.Verifier, Callback, ct)).Succeeded(out var answer, out refusal))
            return refusal;
        if (JsonText.Of(answer, "id_token") is not { } compact || IdToken.Parse(compact) is not { } token)
            return new ProviderRefusal(ProviderTrouble.NotTrusted, "The provider gave no ID token that can be read.");
        if (!(await provider.Keys(description, token.KeyId, ct)).Succeeded(out var keys, out refusal)
            || !token.Check(keys, new Expected(description.Issuer, options.Oidc.ClientId, begun.Nonce, time.GetUtcNow())).Succeeded(out var claims, out refusal))
            return refusal;
        if (!(await More(description, claims, JsonText.Of(answer, "access_token"), ct)).Succeeded(out var more, out refusal))
            return refusal;

        return ProviderIdentity.Of(description.Issuer, claims, more.Claims);
    }

    private async Task<Result<UserInfo>> More(ProviderDescription description, JsonElement claims, string? accessToken, CancellationToken ct)
    {
        if (!ProviderIdentity.LacksAny(claims) || description.UserInfoEndpoint is not { } endpoint || accessToken is null)
            return new UserInfo(null);
        if (!(await provider.UserInfo(endpoint, accessToken, ct)).Succeeded(out var answer, out var refusal))
            return refusal;

        // Core 1.0, 5.3.2: or the claims of somebody else would be mixed in.
        return JsonText.Of(answer, "sub") == JsonText.Of(claims, "sub")
            ? new UserInfo(answer)
            : new ProviderRefusal(ProviderTrouble.NotTrusted, "The user-info answer is about somebody else.");
    }

    private sealed record UserInfo(JsonElement? Claims);
}
