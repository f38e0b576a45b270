using System.Reflection;
using Microsoft.OpenApi;
using Portal.Shared;

namespace Portal.Web.Api;

/// <summary>The day of which a read tells, from <c>?asOf=</c>; now when there is none. A date that cannot be is the endpoint's to refuse.</summary>
internal sealed record Then(Result<AsOf> AsOf) : IBindableFromHttpContext<Then>
{
    public const string Key = "asOf";

    public static ValueTask<Then?> BindAsync(HttpContext context, ParameterInfo parameter) => ValueTask.FromResult<Then?>(
        new Then(context.RequestServices.GetRequiredService<Calendar>().AsOf(Key, context.Request.Query.TryGetValue(Key, out var day) ? day.ToString() : null)));
}

internal static class ThePast
{
    /// <summary>Says that the endpoint answers as of a past day.</summary>
    public static RouteHandlerBuilder ReadsThePast(this RouteHandlerBuilder endpoint) => endpoint.WithMetadata(new Told()).AddOpenApiOperationTransformer((operation, _, _) =>
    {
        (operation.Parameters ??= []).Add(new OpenApiParameter
        {
            Name = Then.Key,
            In = ParameterLocation.Query,
            Description = "The end of a day in the organisation's time zone; without it, now.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "date" },
        });
        return Task.CompletedTask;
    });

    /// <summary>What is not kept by day is refused when it is asked for of one: today's answer would be taken for that day's.</summary>
    public static async ValueTask<object?> RefuseOthers(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        return HttpMethods.IsGet(http.Request.Method) && http.Request.Query.ContainsKey(Then.Key) && http.GetEndpoint()?.Metadata.GetMetadata<Told>() is null
            ? Answers.Problem(new Invalid(Then.Key, "This cannot be read as of a past day."))
            : await next(context);
    }

    private sealed class Told;
}
