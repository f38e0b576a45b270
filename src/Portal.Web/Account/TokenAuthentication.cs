using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Portal.Accounts;
using Portal.Web.Api.Mlflow;
using Portal.Web.Api.Otlp;

namespace Portal.Web.Account;

/// <summary>
/// Bearer tokens of the API; an answer is 401 or 403 with problem details, never a redirect. Clients of MLflow's protocol may send the token as the
/// password of anybody too, and are answered in their own form.
/// </summary>
internal sealed class TokenAuthentication(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, Actors actors)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    private const string Prefix = "Bearer ";
    private const string BasicPrefix = "Basic ";

    /// <summary>Where the actor of the request waits for its endpoint.</summary>
    public static readonly object ActorKey = new();

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Secret(Request.Headers.Authorization.ToString()) is not { } secret)
            return AuthenticateResult.NoResult();
        if (await actors.ByToken(secret, Context.RequestAborted) is not { } actor)
            return AuthenticateResult.Fail("The token is unknown, revoked or expired.");

        Context.Items[ActorKey] = actor;
        return AuthenticateResult.Success(new AuthenticationTicket(
            SessionClaims.Principal(actor, Schemes.Token), Schemes.Token));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return Refuse(StatusCodes.Status401Unauthorized, "UNAUTHENTICATED", "Send a valid token: Authorization: Bearer <token>.");
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        Refuse(StatusCodes.Status403Forbidden, "PERMISSION_DENIED", "The token's scopes do not allow this.");

    private Task Refuse(int status, string code, string why) =>
        (MlflowAnswers.IsMlflow(Request) ? new MlflowError(status, code, why)
            : OtlpApi.IsOtlp(Request) ? OtlpAnswer.Failed(status, why)
            : Results.Problem(statusCode: status, detail: why)).ExecuteAsync(Context);

    private string? Secret(string header)
    {
        if (header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            return header[Prefix.Length..].Trim();
        if (!header.StartsWith(BasicPrefix, StringComparison.OrdinalIgnoreCase) || !MlflowAnswers.IsMlflow(Request))
            return null;

        var bytes = new byte[header.Length];
        return Convert.TryFromBase64String(header[BasicPrefix.Length..].Trim(), bytes, out var count) && Encoding.UTF8.GetString(bytes, 0, count) is var pair && pair.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon
            ? pair[(colon + 1)..]
            : "";
    }
}
