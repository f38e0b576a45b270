using Microsoft.Extensions.Primitives;

namespace Portal.Web.Hosting;

/// <summary>
/// Answers under its own names alone: that of PublicUrl, and this machine's. A page cannot be made to call the portal under a name of
/// somebody else, and no link is built from one. Health checks come by address from wherever the platform runs them.
/// </summary>
internal static class HostNames
{
    public static void UseHostNames(this IApplicationBuilder app, PortalOptions options)
    {
        List<StringSegment> known = [new Uri(options.PublicUrl).Host, "localhost", "*.localhost", "127.0.0.1", "[::1]"];
        app.Use((context, next) => IsKnown(context.Request, known)
            ? next(context)
            : Results.Problem(
                statusCode: StatusCodes.Status400BadRequest,
                title: "Not this portal's name",
                detail: "The portal does not answer under this host name. Portal:PublicUrl sets the one it is reached by.").ExecuteAsync(context));
    }

    private static bool IsKnown(HttpRequest request, List<StringSegment> known) =>
        request.Path.StartsWithSegments("/health") || HostString.MatchesAny(request.Host.Host, known);
}
