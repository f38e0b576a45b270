using System.Security.Cryptography;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Portal.Web.Reports;

namespace Portal.Web;

/// <summary>
/// What the browser is told to allow. Scripts come from our own files alone: no inline script, no eval. Two named deviations:
/// style attributes are allowed, since the chart engine positions by them, and a style element only with the request's nonce;
/// <c>base-uri</c> is 'self' instead of 'none', since Blazor needs its base element. A document that the portal made has a narrower policy
/// of its own, in which nothing runs at all, and may be shown in the portal's frame.
/// </summary>
internal static class SecurityHeaders
{
    private const string NonceKey = "Portal.Web.Nonce";

    public static IServiceCollection AddSecurityHeaders(this IServiceCollection services) =>
        services.Configure<KestrelServerOptions>(kestrel => kestrel.AddServerHeader = false);

    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        // At the start of the response, so that nothing later in the pipeline weakens it.
        context.Response.OnStarting(() =>
        {
            Write(context);
            return Task.CompletedTask;
        });
        return next(context);
    });

    /// <summary>The one nonce of this request, made on first use.</summary>
    public static string Nonce(HttpContext context)
    {
        if (context.Items[NonceKey] is string known) return known;

        var made = Convert.ToBase64String(RandomNumberGenerator.GetBytes(18));
        context.Items[NonceKey] = made;
        return made;
    }

    private static void Write(HttpContext context)
    {
        var headers = context.Response.Headers;
        var isDocument = context.GetEndpoint()?.Metadata.GetMetadata<OwnDocument>() is not null;
        headers.ContentSecurityPolicy = isDocument ? OwnDocument.Policy :
            $"default-src 'self'; script-src 'self'; style-src 'self' 'nonce-{Nonce(context)}'; style-src-attr 'unsafe-inline'; "
            + "img-src 'self' data:; font-src 'self'; connect-src 'self'; frame-ancestors 'none'; base-uri 'self'; form-action 'self'; object-src 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = isDocument ? "SAMEORIGIN" : "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";

        // What a signed-in person saw must not come back from a cache after signing out. Files carry their own caching.
        if (context.User.Identity is { IsAuthenticated: true } && !IsFile(context)) headers.CacheControl = "no-store";

        // Browsers ignore it on plain http, and on loopback it would lock other programs of the same machine into https.
        if (context.Request.IsHttps && !IsLoopback(context.Request.Host.Host)) headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
    }

    private static bool IsFile(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<Microsoft.AspNetCore.StaticAssets.StaticAssetDescriptor>() is not null;

    private static bool IsLoopback(string host) =>
        host is "localhost" or "[::1]" || host.StartsWith("127.", StringComparison.Ordinal) || host.EndsWith(".localhost", StringComparison.Ordinal);
}
