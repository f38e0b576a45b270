using System.Security.Claims;
using Portal.Accounts;
using Portal.Shared;

namespace Portal.Web.Account;

/// <summary>What the cookie says. Pages ask it only in order to look right; use cases read roles from the database again.</summary>
internal static class SessionClaims
{
    public const string Permission = "permission";
    private const string Name = "name";

    public static ClaimsPrincipal Principal(PersonId person, string name, IEnumerable<Permission> permissions, string scheme) =>
        new(new ClaimsIdentity(
            [
                new Claim(ClaimTypes.NameIdentifier, person.ToString()),
                new Claim(Name, name),
                .. permissions.Select(permission => new Claim(Permission, permission.ToString())),
            ],
            scheme, Name, null));

    public static PersonId? Person(this ClaimsPrincipal principal) =>
        Guid.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? new PersonId(id) : null;

    public static bool May(this ClaimsPrincipal principal, Permission permission) => principal.HasClaim(Permission, permission.ToString());

    public static ClaimsPrincipal Principal(SignedIn signedIn) => Principal(signedIn.Person, signedIn.Name, signedIn.Permissions, Schemes.Session);
}
