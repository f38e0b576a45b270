using Microsoft.AspNetCore.Mvc;
using Portal.ModelRegistry;
using Portal.Shared;
using Portal.Tracking;
using Portal.Web.ModelRegistry;

namespace Portal.Web.Api.Mlflow;

/// <summary>The bytes of runs, logged models and sealed versions, which clients send to and fetch from the portal itself.</summary>
internal static class ArtifactRoutes
{
    public static void MapArtifactFiles(this RouteGroupBuilder mlflow)
    {
        mlflow.MapGet("/artifacts", List).RequireAuthorization(nameof(Permission.Read));
        mlflow.MapGet("/artifacts/{**path}", Get).RequireAuthorization(nameof(Permission.Read));
        mlflow.MapPut("/artifacts/{**path}", Put).WithMetadata(new DisableRequestSizeLimitAttribute()).RequireAuthorization(nameof(Permission.SubmitEvidence));
        mlflow.MapDelete("/artifacts/{**path}", Delete).RequireAuthorization(nameof(Permission.SubmitEvidence));
    }

    private static async Task<IResult> List(string? path, FileQueries files, CancellationToken ct) => FilePlace.Of(path ?? "") is { } place
        ? Results.Json(new FilesAnswer(null, [.. (await files.Under(place, ct)).Select(line => new FileJson(line.Name, line.IsFolder, line.Size))]), MlflowJson.Default.FilesAnswer)
        : MlflowAnswers.Error(new Invalid("path", "Files lie under EXPERIMENT/RUN/artifacts/, in folders with plain names."));

    private static async Task<IResult> Get(string? path, Caller caller, OpenFile open, OpenArtifact artifacts, CancellationToken ct) =>
        (await open.Run(caller.Actor, new(path ?? ""), ct)).Succeeded(out var file, out var refusal)
            ? new ArtifactFile(file with { Name = file.Name.Split('/', ':')[^1] }, artifacts, () => MlflowAnswers.Error(OpenArtifact.Gone(file.Name)))
            : MlflowAnswers.Error(refusal);

    private static async Task<IResult> Put(string? path, HttpRequest request, Caller caller, PutFile put, CancellationToken ct) =>
        (await put.Run(caller.Actor, new(path ?? "", request.Body), ct)).ToMlflow();

    private static async Task<IResult> Delete(string? path, Caller caller, DeleteFile delete, CancellationToken ct) =>
        (await delete.Run(caller.Actor, new(path ?? ""), ct)).ToMlflow();
}
