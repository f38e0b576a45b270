using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Portal.Accounts.Oidc;

namespace Portal.Web.Account.Provider;

/// <summary>
/// What a sign-in needs when it comes back, sealed in a cookie of the browser that began it, for ten minutes. Any node can finish it;
/// another browser cannot, and with the state of an earlier one nothing can be begun.
/// </summary>
internal sealed class BegunSignIns(IDataProtectionProvider protection, PortalOptions options, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly IDataProtector _seal = protection.CreateProtector("Portal.Provider.BegunSignIn");
    private readonly bool _secure = options.PublicUrl.StartsWith("https:", StringComparison.OrdinalIgnoreCase);

    private string Name => _secure ? "__Host-portal-provider" : "portal-provider";

    public BegunSignIn Begin(HttpContext http, string returnUrl, string state, string nonce, string verifier)
    {
        var begun = new BegunSignIn(state, nonce, verifier, returnUrl, time.GetUtcNow() + Patience);
        http.Response.Cookies.Append(Name, _seal.Protect(JsonSerializer.Serialize(begun)), Cookie());
        return begun;
    }

    /// <summary>What was begun with this state; a second time there is nothing.</summary>
    public BegunSignIn? Take(HttpContext http, string? state)
    {
        http.Response.Cookies.Delete(Name, Cookie());
        return http.Request.Cookies[Name] is { } value && Open(value) is { } begun && time.GetUtcNow() < begun.ExpiresAt && IsSame(begun.State, state ?? "") ? begun : null;
    }

    private BegunSignIn? Open(string value)
    {
        try
        {
            return JsonSerializer.Deserialize<BegunSignIn>(_seal.Unprotect(value));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static bool IsSame(string one, string other) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));

    /// <summary>Lax, since the browser comes back from another site.</summary>
    private CookieOptions Cookie() => new() { HttpOnly = true, Secure = _secure, SameSite = SameSiteMode.Lax, Path = "/", MaxAge = Patience, IsEssential = true };
}
