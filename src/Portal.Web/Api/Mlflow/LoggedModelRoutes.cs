using Portal.Shared;
using Portal.Tracking;

namespace Portal.Web.Api.Mlflow;

internal static class LoggedModelRoutes
{
    private const int Usually = 100;

    public static void MapLoggedModels(this RouteGroupBuilder mlflow)
    {
        var models = mlflow.MapGroup("/logged-models");
        models.MapPost("/", Create).RequireAuthorization(nameof(Permission.SubmitEvidence));
        models.MapPost("/search", Search).RequireAuthorization(nameof(Permission.Read));

        var model = models.MapGroup("/{model}");
        model.MapGet("/", Get).RequireAuthorization(nameof(Permission.Read));
        model.MapPatch("/", (string model, MlflowBody body, Caller caller, ChangeLoggedModel change, LoggedModelQueries models, CancellationToken ct) => Change(model, body, caller, change, models, Finish(body), ct)).RequireAuthorization(nameof(Permission.SubmitEvidence));
        model.MapDelete("/", (string model, MlflowBody body, Caller caller, ChangeLoggedModel change, LoggedModelQueries models, CancellationToken ct) => Change(model, body, caller, change, models, new LoggedModelChange.Delete(), ct)).RequireAuthorization(nameof(Permission.SubmitEvidence));
        model.MapPatch("/tags", (string model, MlflowBody body, Caller caller, ChangeLoggedModel change, LoggedModelQueries models, CancellationToken ct) => Change(model, body, caller, change, models, new LoggedModelChange.SetTags(body.Pairs("tags")), ct)).RequireAuthorization(nameof(Permission.SubmitEvidence));
        model.MapDelete("/tags/{key}", (string model, string key, MlflowBody body, Caller caller, ChangeLoggedModel change, LoggedModelQueries models, CancellationToken ct) => Change(model, body, caller, change, models, new LoggedModelChange.RemoveTag(key), ct)).RequireAuthorization(nameof(Permission.SubmitEvidence));
        model.MapPost("/params", (string model, MlflowBody body, Caller caller, ChangeLoggedModel change, LoggedModelQueries models, CancellationToken ct) => Change(model, body, caller, change, models, new LoggedModelChange.SetParams(body.Pairs("params")), ct)).RequireAuthorization(nameof(Permission.SubmitEvidence));
        model.MapGet("/artifacts/directories", Artifacts).RequireAuthorization(nameof(Permission.Read));
    }

    public static TrackedId? IdOf(MlflowBody body)
    {
        if (IdOf(body.Required("model_id")) is { } id)
            return id;

        _ = body.Wrong("model_id", "It is no id of a logged model.");
        return null;
    }

    private static TrackedId? IdOf(string text) => FilePlace.Of($"{text}/artifacts") is { Kind: FileOwner.LoggedModel, Owner: var id } ? id : null;

    private static async Task<IResult> Create(MlflowBody body, Caller caller, LogModel log, LoggedModelQueries models, CancellationToken ct)
    {
        var run = body.Text("source_run_id") is { Length: > 0 } text ? TrackedId.TryParse(text) ?? Wrong(body) : (TrackedId?)null;
        var input = new LogModel.Input(body.Number("experiment_id"), body.Text("name"), body.Text("model_type"), run, body.Pairs("params"), body.Pairs("tags"));
        if (body.Refusal is { } unreadable)
            return MlflowAnswers.Error(unreadable);

        return (await log.Run(caller.Actor, input, ct)).Succeeded(out var id, out var refusal) ? await Answer(models, id, ct) : MlflowAnswers.Error(refusal);
    }

    private static TrackedId? Wrong(MlflowBody body)
    {
        _ = body.Wrong("source_run_id", "It is no id of a run: 32 hexadecimal digits.");
        return null;
    }

    private static async Task<IResult> Get(string model, LoggedModelQueries models, CancellationToken ct) =>
        IdOf(model) is { } id ? await Answer(models, id, ct) : MlflowAnswers.Error(new NotFound($"Logged model {model}"));

    private static async Task<IResult> Search(MlflowBody body, LoggedModelQueries models, CancellationToken ct)
    {
        List<int> experiments = [.. body.Texts("experiment_ids").Select(text => int.TryParse(text, out var number) ? number : -1)];
        var search = new LoggedModelQueries.Search(experiments, body.Filter(), body.Page(Usually));
        return body.Refusal is { } unreadable
            ? MlflowAnswers.Error(unreadable)
            : (await models.Find(search, ct)).ToMlflow(found => new LoggedModelsAnswer([.. found.Items.Select(MlflowViews.Of)], found.NextToken), MlflowJson.Default.LoggedModelsAnswer);
    }

    private static LoggedModelChange.Finish Finish(MlflowBody body) => new(body.Text("status").ToUpperInvariant() switch
    {
        "LOGGED_MODEL_READY" or "READY" or "2" => LoggedModelStatus.Ready,
        "LOGGED_MODEL_UPLOAD_FAILED" or "UPLOAD_FAILED" or "3" => LoggedModelStatus.UploadFailed,
        _ => LoggedModelStatus.Pending,
    });

    private static async Task<IResult> Change(string model, MlflowBody body, Caller caller, ChangeLoggedModel change, LoggedModelQueries models, LoggedModelChange asked, CancellationToken ct)
    {
        if (body.Refusal is { } unreadable)
            return MlflowAnswers.Error(unreadable);
        if (IdOf(model) is not { } id)
            return MlflowAnswers.Error(new NotFound($"Logged model {model}"));
        if ((await change.Run(caller.Actor, new(id, asked), ct)).Refusal is { } refusal)
            return MlflowAnswers.Error(refusal);

        return asked is LoggedModelChange.Delete ? MlflowAnswers.Nothing : await Answer(models, id, ct);
    }

    private static async Task<IResult> Artifacts(string model, MlflowBody body, LoggedModelQueries models, FileQueries files, CancellationToken ct)
    {
        if (IdOf(model) is not { } id || await models.One(id, ct) is not { } view)
            return MlflowAnswers.Error(new NotFound($"Logged model {model}"));

        var path = body.Text("artifact_directory_path").Trim('/');
        if (FilePlace.Of($"{view.ModelId}/artifacts/{path}") is not { } place)
            return MlflowAnswers.Error(new Invalid("artifact_directory_path", "It leads out of the model's folder."));

        var lines = await files.Under(place, ct);
        return Results.Json(new FilesAnswer(view.ArtifactUri, [.. lines.Select(line => new FileJson(path.Length > 0 ? $"{path}/{line.Name}" : line.Name, line.IsFolder, line.Size))]), MlflowJson.Default.FilesAnswer);
    }

    private static async Task<IResult> Answer(LoggedModelQueries models, TrackedId id, CancellationToken ct) =>
        MlflowAnswers.Found(await models.One(id, ct), $"Logged model m-{id}", model => new LoggedModelAnswer(MlflowViews.Of(model)), MlflowJson.Default.LoggedModelAnswer);
}
