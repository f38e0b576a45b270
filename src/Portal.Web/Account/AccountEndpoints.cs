using System.Security.Claims;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Portal.Accounts;
using Portal.Shared;

namespace Portal.Web.Account;

internal static class AccountEndpoints
{
    public static void MapAccount(this IEndpointRouteBuilder app)
    {
        app.MapPost("/account/logout", SignOut).AllowAnonymous().ExcludeFromDescription();
        app.MapPost("/account/activity", Seen).RequireAuthorization(nameof(Permission.Read)).ExcludeFromDescription();
    }

    private static async Task<IResult> SignOut(HttpContext context, IAntiforgery antiforgery, Sessions sessions, CancellationToken ct)
    {
        if (!await antiforgery.IsRequestValidAsync(context))
            return Results.BadRequest();

        if (context.User.Session() is { } session && await sessions.Actor(session, ct) is { } actor)
            await sessions.End(actor, session, SessionEnd.SignedOut, ct);
        await context.SignOutAsync(Schemes.Session);
        return Results.LocalRedirect("~/account/login");
    }

    /// <summary>The page's script tells that the person scrolled, pointed or typed; it changes nothing else, so it needs no form token.</summary>
    private static async Task<IResult> Seen(ClaimsPrincipal principal, Sessions sessions, CancellationToken ct)
    {
        if (principal.Session() is { } session)
            await sessions.Seen(session, ct);
        return Results.NoContent();
    }
}
