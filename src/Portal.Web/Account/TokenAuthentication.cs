using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Portal.Accounts;

namespace Portal.Web.Account;

/// <summary>Bearer tokens of the API; an answer is 401 or 403 with problem details, never a redirect.</summary>
internal sealed class TokenAuthentication(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, Actors actors)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    private const string Prefix = "Bearer ";

    /// <summary>Where the actor of the request waits for its endpoint.</summary>
    public static readonly object ActorKey = new();

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            return AuthenticateResult.NoResult();
        if (await actors.ByToken(header[Prefix.Length..].Trim(), Context.RequestAborted) is not { } actor)
            return AuthenticateResult.Fail("The token is unknown, revoked or expired.");

        Context.Items[ActorKey] = actor;
        return AuthenticateResult.Success(new AuthenticationTicket(
            SessionClaims.Principal(actor, Schemes.Token), Schemes.Token));
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        await Results.Problem(statusCode: StatusCodes.Status401Unauthorized, detail: "Send a valid token: Authorization: Bearer <token>.").ExecuteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        Results.Problem(statusCode: StatusCodes.Status403Forbidden, detail: "The token's scopes do not allow this.").ExecuteAsync(Context);
}
