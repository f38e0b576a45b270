using Microsoft.AspNetCore.Components.Authorization;
using Portal.Accounts;
using Portal.Shared;

namespace Portal.Web.Account;

/// <summary>The person of this page as the actor of a use case, with the roles that the database holds now.</summary>
internal sealed class PageActor(AuthenticationStateProvider authentication, Actors actors)
{
    public async Task<Actor> Get(CancellationToken ct = default)
    {
        var principal = (await authentication.GetAuthenticationStateAsync()).User;
        return principal.Person() is { } person && await actors.InPerson(person, ct) is { } actor
            ? actor
            : throw new UnauthorizedAccessException("Nobody is signed in.");
    }
}
