using System.Reflection;
using Portal.Shared;
using Portal.Web.Account;

namespace Portal.Web.Api;

/// <summary>The actor of an API request: the token's person with the token's scopes.</summary>
internal sealed record Caller(Actor Actor) : IBindableFromHttpContext<Caller>
{
    public static ValueTask<Caller?> BindAsync(HttpContext context, ParameterInfo parameter) =>
        ValueTask.FromResult(context.Items[TokenAuthentication.ActorKey] is Actor actor ? new Caller(actor) : null);
}
