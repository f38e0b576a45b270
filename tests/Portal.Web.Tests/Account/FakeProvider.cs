using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Portal.Web.Tests.Account;

/// <summary>
/// An OpenID provider that signs whatever a test wants it to. It checks what a provider must check (client, secret, code, PKCE), so
/// that the portal's part of the protocol is judged; what it says of the person is the test's.
/// </summary>
internal sealed class FakeProvider : IAsyncDisposable
{
    public const string Client = "portal";
    public const string ClientSecret = "a secret with % and :";

    private readonly WebApplication _app;
    private readonly Dictionary<string, (string Challenge, string? Nonce, string Redirect)> _codes = [];
    private RSA _rsa = RSA.Create(2048);
    private int _key = 1;

    private FakeProvider(WebApplication app) => _app = app;

    public string Issuer => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.First() ?? throw new InvalidOperationException("No address.");

    /// <summary>What the ID token says beside what it must; a member that is null is left out.</summary>
    public JsonObject Claims { get; } = [];

    /// <summary>Changes the finished claims, for lies.</summary>
    public Action<JsonObject> Lie { get; set; } = _ => { };

    /// <summary>Signs; replaced by tests that forge.</summary>
    public Func<string, string>? Forge { get; set; }

    public JsonObject UserInfo { get; } = [];

    public int UserInfoCalls { get; private set; }

    public int KeyCalls { get; private set; }

    public string KeyId => $"key-{_key}";

    public static async Task<FakeProvider> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = ["--urls", "http://127.0.0.1:0"] });
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var provider = new FakeProvider(app);
        app.Run(provider.Answer);
        await app.StartAsync();
        return provider;
    }

    /// <summary>A new key takes the place of the old one, which is gone from the set.</summary>
    public void Rotate() => (_rsa, _key) = (RSA.Create(2048), _key + 1);

    /// <summary>Signs in whoever the claims say, without asking: the address that the browser is sent back to.</summary>
    public Uri Authorize(Uri request)
    {
        var query = System.Web.HttpUtility.ParseQueryString(request.Query);
        Assert.Equal(Client, query["client_id"]);
        Assert.Equal("code", query["response_type"]);
        Assert.Equal("S256", query["code_challenge_method"]);
        Assert.Contains("openid", query["scope"]?.Split(' ') ?? []);
        return new Uri($"{query["redirect_uri"]}?code={CodeFor(query["code_challenge"] ?? "", query["nonce"], query["redirect_uri"] ?? "")}&state={Uri.EscapeDataString(query["state"] ?? "")}");
    }

    public string CodeFor(string challenge, string? nonce, string redirect)
    {
        var code = Guid.CreateVersion7().ToString("N");
        _codes[code] = (challenge, nonce, redirect);
        return code;
    }

    public string Sign(string header, string payload)
    {
        var signed = $"{Encode(Encoding.UTF8.GetBytes(header))}.{Encode(Encoding.UTF8.GetBytes(payload))}";
        return $"{signed}.{Encode(_rsa.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    public static string Encode(byte[] bytes) => Base64Url.EncodeToString(bytes);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _rsa.Dispose();
    }

    private Task Answer(HttpContext http) => http.Request.Path.Value switch
    {
        "/.well-known/openid-configuration" => http.Response.WriteAsJsonAsync(new
        {
            issuer = Issuer,
            authorization_endpoint = Issuer + "/authorize",
            token_endpoint = Issuer + "/token",
            jwks_uri = Issuer + "/keys",
            userinfo_endpoint = Issuer + "/me",
        }),
        "/keys" => Keys(http),
        "/token" => Token(http),
        "/me" => Me(http),
        _ => NotHere(http),
    };

    private Task Keys(HttpContext http)
    {
        KeyCalls++;
        var key = _rsa.ExportParameters(false);
        return http.Response.WriteAsJsonAsync(new
        {
            keys = new[] { new { kty = "RSA", use = "sig", alg = "RS256", kid = KeyId, n = Encode(key.Modulus ?? []), e = Encode(key.Exponent ?? []) } },
        });
    }

    private async Task Token(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync();
        var credentials = Encoding.UTF8.GetString(Convert.FromBase64String(http.Request.Headers.Authorization.ToString()["Basic ".Length..])).Split(':').Select(Uri.UnescapeDataString).ToList();
        var challenge = Encode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString())));
        if (credentials is not [Client, ClientSecret] || !_codes.Remove(form["code"].ToString(), out var code) || code.Challenge != challenge || code.Redirect != form["redirect_uri"])
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            await http.Response.WriteAsJsonAsync(new { error = "invalid_grant" });
            return;
        }

        await http.Response.WriteAsJsonAsync(new { access_token = "access", token_type = "Bearer", id_token = IdToken(code.Nonce) });
    }

    private string IdToken(string? nonce)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var claims = new JsonObject { ["iss"] = Issuer, ["aud"] = Client, ["iat"] = now, ["exp"] = now + 300, ["nonce"] = nonce };
        foreach (var (name, value) in Claims)
            claims[name] = value?.DeepClone();
        Lie(claims);
        var payload = claims.ToJsonString();
        return Forge is { } forge ? forge(payload) : Sign($$"""{"alg":"RS256","kid":"{{KeyId}}"}""", payload);
    }

    private Task Me(HttpContext http)
    {
        UserInfoCalls++;
        Assert.Equal("Bearer access", http.Request.Headers.Authorization.ToString());
        return http.Response.WriteAsync(UserInfo.ToJsonString());
    }

    private static Task NotHere(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
