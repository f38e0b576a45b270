using Microsoft.AspNetCore.Http.Features;

namespace Portal.Web.Hosting;

/// <summary>
/// What is said to be too large is refused before it is read. Closing the line then would throw the answer away with it, for whoever is still
/// sending: so the server may read on and forget what comes, which it does for five seconds at most and at its own least rate.
/// </summary>
internal static class RefusedBodies
{
    public static async Task ReadToTheirEnd(HttpContext context, RequestDelegate next)
    {
        await next(context);
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } unread)
            unread.MaxRequestBodySize = null;
    }
}
