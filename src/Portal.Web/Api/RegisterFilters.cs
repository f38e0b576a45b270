using Microsoft.OpenApi;
using Portal.Policies.Classification;
using Portal.Register;
using Portal.Shared;

namespace Portal.Web.Api;

internal static class RegisterFilters
{
    private static readonly (string Key, string About, Func<OpenApiSchema> Schema)[] Parameters =
    [
        ("q", "Part of a code, name, department, purpose or owner's name.", Words),
        ("tier", "As risk confirmed it. Several may be named, as of every filter.", Each<RiskTier>),
        ("stage", "Of the furthest version.", Each<SystemStage>),
        ("legalClass", "As risk confirmed it.", Each<LegalClass>),
        ("due", "Next review: overdue, or due within 30 or 90 days. Of now only.", Words),
        ("kind", "", Each<SystemKind>),
        ("lane", "", Each<Lane>),
        ("state", "Of any revision: Submitted finds what waits for risk.", Each<EntryState>),
        ("department", "By its whole name.", () => List(Words())),
        ("owner", "E-mail address of the business owner.", () => List(Words())),
        ("sort", $"One of {string.Join(", ", Enum.GetNames<SystemColumn>())}; with a minus before it, descending.", Words),
    ];

    /// <summary>Says in the description of the API by what the endpoint filters and sorts.</summary>
    public static RouteHandlerBuilder TakesRegisterFilters(this RouteHandlerBuilder endpoint) => endpoint.AddOpenApiOperationTransformer((operation, _, _) =>
    {
        foreach (var (key, about, schema) in Parameters)
            (operation.Parameters ??= []).Add(new OpenApiParameter { Name = key, In = ParameterLocation.Query, Description = about.Length > 0 ? about : null, Schema = schema() });
        return Task.CompletedTask;
    });

    private static OpenApiSchema Words() => new() { Type = JsonSchemaType.String };

    private static OpenApiSchema Each<T>() where T : struct, Enum => List(new OpenApiSchema { Type = JsonSchemaType.String, Enum = [.. Enum.GetNames<T>().Select(name => (System.Text.Json.Nodes.JsonNode)name)] });

    private static OpenApiSchema List(OpenApiSchema of) => new() { Type = JsonSchemaType.Array, Items = of };
}
