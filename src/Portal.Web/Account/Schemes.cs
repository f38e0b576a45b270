using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Portal.Accounts;
using Portal.Shared;
using Portal.Web.Account.Provider;
using Portal.Web.Api.Otlp;

namespace Portal.Web.Account;

/// <summary>Who is who: a session cookie in pages, a bearer token in the API; and one named policy a permission.</summary>
internal static class Schemes
{
    public const string Session = "Session";
    public const string Token = "Token";
    private const string Either = "Either";

    public static void AddSignIn(this IServiceCollection services, PortalOptions options)
    {
        var secure = options.PublicUrl.StartsWith("https:", StringComparison.OrdinalIgnoreCase);
        services.AddAuthentication(Either)
            .AddPolicyScheme(Either, null, either => either.ForwardDefaultSelector = context => IsApi(context.Request) ? Token : Session)
            .AddScheme<AuthenticationSchemeOptions, TokenAuthentication>(Token, null)
            .AddCookie(Session, cookie => SetUp(cookie, secure, options.Sessions.Absolute));
        services.AddAntiforgery(antiforgery => antiforgery.Cookie.Name = secure ? "__Host-portal-form" : "portal-form");

        var authorization = services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        foreach (var permission in Enum.GetNames<Permission>())
            authorization.AddPolicy(permission, policy => policy.RequireClaim(SessionClaims.Permission, permission));

        services.AddCascadingAuthenticationState();
        services.AddHttpContextAccessor();
        services.AddScoped<PageActor>().AddScoped<PasskeyPrompt>();
        services.AddScoped<IPasskeyHandler<PortalUser>, PasskeyHandler<PortalUser>>();
        services.Configure<IdentityPasskeyOptions>(passkeys => PasskeyBrowser.Configure(passkeys, options));
        services.AddSingleton<PasskeyBrowser>().AddSingleton(provider => provider.GetRequiredService<PasskeyBrowser>().Protocol);
        services.AddSingleton<BegunSignIns>();
        services.AddSingleton<OpenPages>().AddHostedService(provider => provider.GetRequiredService<OpenPages>());
    }

    public static bool IsApi(HttpRequest request) => request.Path.StartsWithSegments("/api") || OtlpApi.IsOtlp(request);

    private static void SetUp(CookieAuthenticationOptions cookie, bool secure, TimeSpan absolute)
    {
        cookie.Cookie.Name = secure ? "__Host-portal" : "portal";
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.Cookie.SecurePolicy = secure ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        cookie.ExpireTimeSpan = absolute;
        cookie.SlidingExpiration = false;
        cookie.Events.OnValidatePrincipal = SessionCookie.Validate;
        cookie.LoginPath = "/account/login";
        cookie.AccessDeniedPath = "/no-access";
    }
}
