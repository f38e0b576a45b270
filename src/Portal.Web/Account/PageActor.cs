using Microsoft.AspNetCore.Components.Authorization;
using Portal.Accounts;
using Portal.Shared;
using Portal.Web.Layout;

namespace Portal.Web.Account;

/// <summary>
/// The person of this page as the actor of a use case: the session must still hold, and the roles are those of now. In front of a page
/// that shows the past nobody may do anything.
/// </summary>
internal sealed class PageActor(AuthenticationStateProvider authentication, Sessions sessions, PageDay day)
{
    public async Task<Actor> Get(CancellationToken ct = default)
    {
        var principal = (await authentication.GetAuthenticationStateAsync()).User;
        return principal.Session() is { } session && await sessions.Actor(session, ct) is { } actor
            ? day.IsNow ? actor : actor.LookingBack()
            : throw new UnauthorizedAccessException("Nobody is signed in.");
    }
}
