using Portal.Shared;

namespace Portal.Web.Api.Mlflow;

/// <summary>
/// MLflow's protocol, as its clients speak it: what they track is told here, and what they register is governed. The tracking address of a script is
/// the portal's own.
/// </summary>
internal static class MlflowApi
{
    public const string Root = "/api/2.0/mlflow";
    public const string ArtifactsRoot = "/api/2.0/mlflow-artifacts";

    /// <summary>Clients from 3.0 on ask; with this answer they leave out the traces, which the portal does not take this way.</summary>
    private const string Version = "2.22.0";

    public static void MapMlflow(this IEndpointRouteBuilder app)
    {
        app.MapGet("/version", () => Results.Text(Version)).AllowAnonymous().ExcludeFromDescription();
        app.MapGet("/health", () => Results.Text("OK")).AllowAnonymous().ExcludeFromDescription();

        var mlflow = Group(app, Root);
        mlflow.MapExperiments();
        mlflow.MapRuns();
        mlflow.MapLoggedModels();
        mlflow.MapModels();
        mlflow.MapModelVersions();
        mlflow.Map("/{**rest}", NoSuchEndpoint).RequireAuthorization(nameof(Permission.Read));

        var artifacts = Group(app, ArtifactsRoot);
        artifacts.MapArtifactFiles();
        artifacts.Map("/{**rest}", NoSuchEndpoint).RequireAuthorization(nameof(Permission.Read));
    }

    private static RouteGroupBuilder Group(IEndpointRouteBuilder app, string root) =>
        app.MapGroup(root).DisableAntiforgery().RequireRateLimiting(RequestLimits.PerToken).ExcludeFromDescription();

    private static MlflowError NoSuchEndpoint(HttpRequest request) =>
        new(StatusCodes.Status404NotFound, "ENDPOINT_NOT_FOUND", $"The portal has no {request.Method} {request.Path}.");
}
