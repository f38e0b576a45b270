using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.StaticAssets;
using Portal.Accounts;

namespace Portal.Web.Account;

/// <summary>Holds the cookie against the session's row at each request: a session that was ended elsewhere is over here, too.</summary>
internal static class SessionCookie
{
    public static async Task Validate(CookieValidatePrincipalContext context)
    {
        // Scripts and styles are the same for everybody.
        if (context.HttpContext.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is not null)
            return;

        var sessions = context.HttpContext.RequestServices.GetRequiredService<Sessions>();
        if (context.Principal?.Session() is { } session && await sessions.Actor(session, context.HttpContext.RequestAborted) is { } actor)
        {
            context.ReplacePrincipal(SessionClaims.Principal(actor, Schemes.Session));
            return;
        }

        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(Schemes.Session);
    }

    public static Origin Origin(this HttpContext context) =>
        new(context.Connection.RemoteIpAddress?.ToString() ?? "", context.Request.Headers.UserAgent.ToString());
}
