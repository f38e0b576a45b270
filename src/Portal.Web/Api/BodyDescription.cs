using Microsoft.OpenApi;

namespace Portal.Web.Api;

internal static class BodyDescription
{
    /// <summary>
    /// Says in the API's description what an endpoint reads by itself. Accepts() would do that too, but also let a request of another
    /// type fall through to "no such route"; the endpoint tells better what is wrong.
    /// </summary>
    public static RouteHandlerBuilder Reads<T>(this RouteHandlerBuilder endpoint, params string[] types) =>
        endpoint.AddOpenApiOperationTransformer(async (operation, context, ct) =>
        {
            var schema = await context.GetOrCreateSchemaAsync(typeof(T), parameterDescription: null, ct);
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Content = types.ToDictionary(type => type, type => new OpenApiMediaType { Schema = schema }),
            };
        });
}
