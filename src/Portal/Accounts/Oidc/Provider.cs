using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Portal.Integrations.Outgoing;
using Portal.Shared;

namespace Portal.Accounts.Oidc;

/// <summary>
/// The provider, as the portal talks to it: its description, its keys, and the two calls that follow a code. Description and keys are
/// kept for an hour; a key that is not known yet is asked for at once.
/// </summary>
public sealed class Provider(OutgoingClient outgoing, OutgoingRules rules, PortalOptions portal, TimeProvider time)
{
    private static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    private readonly OidcOptions _options = portal.Oidc;
    private Remembered<ProviderDescription>? _description;
    private Remembered<JsonWebKeys>? _keys;

    public async Task<Result<ProviderDescription>> Describe(CancellationToken ct)
    {
        if (_description is { } known && time.GetUtcNow() - known.At < Kept)
            return known.What;

        var issuer = _options.Authority.TrimEnd('/');
        if (!(await Get($"{issuer}/.well-known/openid-configuration", null, ct)).Succeeded(out var document, out var refusal))
            return refusal;
        if (!ProviderDescription.Of(document, issuer, rules).Succeeded(out var description, out var problem))
            return problem;

        _description = new(description, time.GetUtcNow());
        return description;
    }

    /// <summary>Hands in the code; the answer has the ID token, and an access token for the user-info endpoint.</summary>
    public async Task<Result<JsonElement>> Exchange(ProviderDescription description, string code, string verifier, string callback, CancellationToken ct)
    {
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code",
            ["code"] = code,
            ["redirect_uri"] = callback,
            ["code_verifier"] = verifier,
            ["client_id"] = _options.ClientId,
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, description.TokenEndpoint);
        if (_options.Secret() is { } secret)
        {
            if (description.TakesBasic)
                request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Uri.EscapeDataString(_options.ClientId)}:{Uri.EscapeDataString(secret)}")));
            else
                form["client_secret"] = secret;
        }

        request.Content = new FormUrlEncodedContent(form);
        return await Send(request, ct);
    }

    public async Task<Result<JsonWebKeys>> Keys(ProviderDescription description, string? kid, CancellationToken ct)
    {
        if (_keys is { } known && time.GetUtcNow() - known.At < Kept && known.What.Has(kid))
            return known.What;
        if (!(await Get(description.Keys, null, ct)).Succeeded(out var set, out var refusal))
            return refusal;

        var keys = JsonWebKeys.Parse(set);
        _keys = new(keys, time.GetUtcNow());
        return keys;
    }

    public Task<Result<JsonElement>> UserInfo(string endpoint, string accessToken, CancellationToken ct) => Get(endpoint, accessToken, ct);

    private async Task<Result<JsonElement>> Get(string url, string? accessToken, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        if (accessToken is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        return await Send(request, ct);
    }

    private async Task<Result<JsonElement>> Send(HttpRequestMessage request, CancellationToken ct)
    {
        request.Headers.Accept.ParseAdd("application/json");
        var where = request.RequestUri?.GetLeftPart(UriPartial.Path);
        try
        {
            using var answer = await outgoing.Send(request, ct);
            if (!answer.IsSuccessStatusCode)
                return new ProviderRefusal(ProviderTrouble.Unreachable, $"{where} answered {(int)answer.StatusCode}.");

            return JsonText.Parse(await answer.Content.ReadAsByteArrayAsync(ct)) is { } body
                ? body
                : new ProviderRefusal(ProviderTrouble.Unreachable, $"{where} answered with something else than a JSON object.");
        }
        catch (OutgoingException fault)
        {
            return new ProviderRefusal(ProviderTrouble.Unreachable, $"{where}: {fault.Message}");
        }
    }

    /// <summary>One reference, so that another request sees the whole of it or nothing.</summary>
    private sealed record Remembered<T>(T What, DateTimeOffset At);
}
