using System.Net;
using Microsoft.AspNetCore.Identity;
using Portal.Accounts;

namespace Portal.Web.Account;

/// <summary>
/// Passkeys by the framework's handler. It reads who is asking from a request; here the portal's own address says it, so the same way works
/// in a page's circuit, and a request that names another host changes nothing.
/// </summary>
internal sealed class PasskeyBrowser(IServiceScopeFactory scopes)
{
    public PasskeyProtocol Protocol => new(OfferRegistration, OfferSignIn, Register, Hold);

    public static void Configure(IdentityPasskeyOptions passkeys, PortalOptions options)
    {
        var portal = new Uri(options.PublicUrl);

        // A browser takes names alone, no numbers; on this machine both are the same.
        passkeys.ServerDomain = IPAddress.TryParse(portal.Host, out var address) && IPAddress.IsLoopback(address) ? "localhost" : portal.Host;
        passkeys.UserVerificationRequirement = "required";
        passkeys.ResidentKeyRequirement = "required";
        passkeys.AttestationConveyancePreference = "none";
        passkeys.ValidateOrigin = origin => ValueTask.FromResult(!origin.CrossOrigin && IsOurs(origin.Origin, portal, passkeys.ServerDomain));
    }

    /// <summary>The portal's address to the letter; a portal of this machine answers under each of its ports.</summary>
    internal static bool IsOurs(string origin, Uri portal, string domain) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var from)
        && (from.GetLeftPart(UriPartial.Authority) == portal.GetLeftPart(UriPartial.Authority)
            || (portal.IsLoopback && from.Scheme == portal.Scheme && from.Host == domain));

    private async Task<PasskeyOffer> OfferRegistration(PortalUser user, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var entity = new PasskeyUserEntity { Id = user.Id.ToString(), Name = user.Email ?? "", DisplayName = user.Name };
        var made = await Handler(scope).MakeCreationOptionsAsync(entity, Request(scope));
        return new(made.CreationOptionsJson, made.AttestationState ?? "");
    }

    private async Task<PasskeyOffer> OfferSignIn(PortalUser? user, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var made = await Handler(scope).MakeRequestOptionsAsync(user, Request(scope));
        return new(made.RequestOptionsJson, made.AssertionState ?? "");
    }

    private async Task<UserPasskeyInfo?> Register(string asked, PasskeyAnswer answer, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var result = await Handler(scope).PerformAttestationAsync(new() { HttpContext = Request(scope), CredentialJson = answer.Json, AttestationState = asked });
        return result.Succeeded ? result.Passkey : null;
    }

    private async Task<PasskeyHeld?> Hold(string asked, PasskeyAnswer answer, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var result = await Handler(scope).PerformAssertionAsync(new() { HttpContext = Request(scope), CredentialJson = answer.Json, AssertionState = asked });
        return result is { Succeeded: true, User: { } user, Passkey: { } passkey } ? new(user.Person, passkey) : null;
    }

    private static IPasskeyHandler<PortalUser> Handler(AsyncServiceScope scope) => scope.ServiceProvider.GetRequiredService<IPasskeyHandler<PortalUser>>();

    private static DefaultHttpContext Request(AsyncServiceScope scope) => new() { RequestServices = scope.ServiceProvider };
}
