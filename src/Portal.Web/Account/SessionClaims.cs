using System.Security.Claims;
using Portal.Accounts;
using Portal.Shared;

namespace Portal.Web.Account;

/// <summary>
/// What the signed-in principal says. The cookie holds the session's id; the rest is read anew for each request. Pages ask it only in
/// order to look right; use cases read roles from the database again.
/// </summary>
internal static class SessionClaims
{
    public const string Permission = "permission";
    private const string Name = "name";
    private const string SessionId = "session";

    public static ClaimsPrincipal Principal(Actor actor, string scheme) => new(new ClaimsIdentity(
        [
            .. actor.Person is { } person ? [new Claim(ClaimTypes.NameIdentifier, person.ToString())] : Array.Empty<Claim>(),
            .. actor.Session is { } session ? [new Claim(SessionId, session.ToString())] : Array.Empty<Claim>(),
            new Claim(Name, actor.Name),
            .. actor.Permissions.Select(permission => new Claim(Permission, permission.ToString())),
        ],
        scheme, Name, null));

    public static ClaimsPrincipal Principal(SignedIn signedIn) =>
        Principal(Actor.InPerson(signedIn.Person, signedIn.Name, signedIn.Permissions, signedIn.Session), Schemes.Session);

    public static PersonId? Person(this ClaimsPrincipal principal) =>
        Guid.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? new PersonId(id) : null;

    public static SessionId? Session(this ClaimsPrincipal principal) =>
        Guid.TryParse(principal.FindFirstValue(SessionId), out var id) ? new SessionId(id) : null;

    public static IEnumerable<Shared.Permission> PermissionsOf(ClaimsPrincipal principal) => principal.FindAll(Permission).Select(claim => Enum.Parse<Shared.Permission>(claim.Value));

    /// <summary>The same person with what only reads, for a page that shows the past.</summary>
    public static ClaimsPrincipal LookingBack(this ClaimsPrincipal principal) => new(principal.Identities.Select(identity => new ClaimsIdentity(
        identity.Claims.Where(claim => claim.Type != Permission || Enum.Parse<Shared.Permission>(claim.Value).OnlyReads()),
        identity.AuthenticationType, identity.NameClaimType, identity.RoleClaimType)));

    public static bool May(this ClaimsPrincipal principal, Permission permission) => principal.HasClaim(Permission, permission.ToString());
}
