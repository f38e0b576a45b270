using System.Text.Json.Serialization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Portal.Web.Api.Computing;

namespace Portal.Web.Api;

/// <summary>The portal's own API under /api/v1: JSON, bearer tokens, problem details.</summary>
internal static class PortalApi
{
    public static void AddPortalApi(this IServiceCollection services)
    {
        services.AddSingleton<LiveMonitoring>();
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
            json.SerializerOptions.AllowDuplicateProperties = false;
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false));
        });
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.AddExceptionHandler<Mlflow.MlflowFaults>();
        services.AddExceptionHandler<Otlp.OtlpFaults>();
        services.AddExceptionHandler<UnreadableRequests>();
        services.AddProblemDetails(problems => problems.CustomizeProblemDetails = context =>
            context.ProblemDetails.Extensions["traceId"] = context.HttpContext.TraceIdentifier);
        services.AddSingleton<Turns>();
        services.AddOpenApi("v1", openApi => openApi.AddDocumentTransformer<DescribeSecurity>());
    }

    public static void MapPortalApi(this IEndpointRouteBuilder app)
    {
        app.MapOpenApi().AllowAnonymous();
        var api = app.MapGroup("/api/v1").RefuseWrongValues().AddEndpointFilter<BoundTokens>().AddEndpointFilter<Idempotency>().AddEndpointFilter(Paging.RefuseOthers).AddEndpointFilter(ThePast.RefuseOthers)
            .DisableAntiforgery().RequireRateLimiting(RequestLimits.PerToken)
            .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status429TooManyRequests);
        api.MapRegisterApi();
        api.MapClassificationApi();
        api.MapVersionsApi();
        api.MapCardsApi();
        api.MapEvaluationApi();
        api.MapSuitesApi();
        api.MapDatasetsApi();
        api.MapDocumentsApi();
        api.MapScansApi();
        api.MapJudgementsApi();
        api.MapPromotionsApi();
        api.MapStandingApi();
        api.MapAdmissionApi();
        api.MapSuspendApi();
        api.MapFindingsApi();
        api.MapMonitoringApi();
        api.MapBaselinesApi();
        api.MapCohortsApi();
        api.MapAlertsApi();
        api.MapTelemetryApi();
        api.MapRecordsApi();
        api.MapBudgetsApi();
        api.MapKpisApi();
        api.MapCostsApi();
        api.MapAssuranceApi();
        api.MapStatisticsApi();
        api.MapLedgerApi();
        api.MapPacksApi();
    }

    private sealed class DescribeSecurity : IOpenApiDocumentTransformer
    {
        public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken ct)
        {
            document.Info = new OpenApiInfo { Title = "AI governance portal", Version = "v1", Description = "Register, evaluate, decide, watch and prove." };
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                ["token"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "An API token." },
            };
            document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("token", document)] = [] }];
            return Task.CompletedTask;
        }
    }
}
