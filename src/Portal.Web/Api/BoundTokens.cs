using Portal.Register;
using Portal.Shared;

namespace Portal.Web.Api;

/// <summary>
/// A request that names a system in its address is refused when its token is bound to others, reads as well. What is changed is
/// guarded by the use cases; lists show to every token what everybody signed in may read.
/// </summary>
internal sealed class BoundTokens(SystemCodes systems) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (http.Items[Account.TokenAuthentication.ActorKey] is Actor { Reach.Systems: not null } actor
            && Named(http.Request) is { } code
            && (await systems.Of([code], http.RequestAborted)).TryGetValue(code, out var system)
            && actor.RefusalOn(system, code) is { } refusal)
            return Answers.Problem(refusal);

        return await next(context);
    }

    private static string? Named(HttpRequest request) =>
        request.RouteValues["code"] as string ?? (request.Query["system"].ToString() is { Length: > 0 } asked ? asked : null);
}
