using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.WebUtilities;
using Portal.Accounts.Oidc;
using Portal.Shared;

namespace Portal.Web.Account.Provider;

/// <summary>
/// Signing in at the provider: there with a state, a nonce and a PKCE challenge, back with a code. Authorization code flow of
/// OpenID Connect Core 1.0 with RFC 7636. Neither address takes anything over that its own browser did not begin.
/// </summary>
internal static partial class ProviderEndpoints
{
    public const string BeginPath = "/account/provider";
    private const int SecretBytes = 32;

    public static void MapProvider(this IEndpointRouteBuilder app)
    {
        app.MapGet(BeginPath, Begin).AllowAnonymous().ExcludeFromDescription().AddEndpointFilter(IsThere);
        app.MapGet(ProviderSignIn.CallbackPath, Finish).AllowAnonymous().ExcludeFromDescription().AddEndpointFilter(IsThere);
    }

    /// <summary>Without a provider there is nothing at these addresses.</summary>
    private static async ValueTask<object?> IsThere(EndpointFilterInvocationContext call, EndpointFilterDelegate next) =>
        call.HttpContext.RequestServices.GetRequiredService<PortalOptions>().Oidc.IsOn ? await next(call) : Results.NotFound();

    public static string AddressOf(string? returnUrl) => $"account/provider?returnUrl={Uri.EscapeDataString(returnUrl ?? "/")}";

    private static async Task<IResult> Begin(
        HttpContext http, string? returnUrl, Portal.Accounts.Oidc.Provider provider, ProviderSignIn signIn, BegunSignIns begun, PortalOptions options, ILoggerFactory logs, CancellationToken ct)
    {
        if (!(await provider.Describe(ct)).Succeeded(out var description, out var refusal))
            return Stop(refusal, logs);

        var kept = begun.Begin(http, ReturnTo.Local(returnUrl), Secret(), Secret(), Secret());
        return Results.Redirect(QueryHelpers.AddQueryString(description.AuthorizationEndpoint, new Dictionary<string, string?>
        {
            ["response_type"] = "code",
            ["client_id"] = options.Oidc.ClientId,
            ["redirect_uri"] = signIn.Callback,
            ["scope"] = options.Oidc.Scopes,
            ["state"] = kept.State,
            ["nonce"] = kept.Nonce,
            ["code_challenge"] = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(kept.Verifier))),
            ["code_challenge_method"] = "S256",
        }));
    }

    private static async Task<IResult> Finish(
        HttpContext http, string? state, string? code, string? error, string? iss, ProviderSignIn signIn, SignInByProvider session, BegunSignIns begun, ILoggerFactory logs, CancellationToken ct)
    {
        if (begun.Take(http, state) is not { } kept)
            return Stop(new ProviderRefusal(ProviderTrouble.NotBegunHere, "No sign-in of this browser has this state."), logs);
        if (error is not null || code is null)
            return Stop(new ProviderRefusal(ProviderTrouble.Declined, "The provider sent no code."), logs);
        if (!(await signIn.Finish(kept, code, iss, ct)).Succeeded(out var identity, out var refusal)
            || !(await session.Run(new(identity, kept.Nonce, http.User.Person(), http.Origin()), ct)).Succeeded(out var outcome, out refusal))
            return Stop(refusal, logs);

        var next = outcome.Withheld.Count == 0 ? kept.ReturnUrl : WithheldRolesPage.AddressOf(outcome.Withheld, kept.ReturnUrl);
        if (outcome.Step.SignedIn is { } signedIn)
        {
            await http.SignInAsync(Schemes.Session, SessionClaims.Principal(signedIn));
            return Results.LocalRedirect(next);
        }

        http.Keep(outcome.Step.CodeTicket ?? "");
        return Results.LocalRedirect(Code.AddressOf(next));
    }

    /// <summary>The page says what it means for the person; the log says why, for whoever set the provider up.</summary>
    private static IResult Stop(Refusal refusal, ILoggerFactory logs)
    {
        Log.Refused(logs.CreateLogger(typeof(ProviderEndpoints)), refusal.Message);
        return Results.LocalRedirect(ProviderTroublePage.AddressOf((refusal as ProviderRefusal)?.Trouble ?? ProviderTrouble.NotTrusted));
    }

    private static string Secret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));

    private static partial class Log
    {
        [LoggerMessage(9102, LogLevel.Warning, "A sign-in at the provider came to nothing: {Why}")]
        public static partial void Refused(ILogger log, string why);
    }
}
