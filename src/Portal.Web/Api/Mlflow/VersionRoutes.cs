using Portal.Shared;
using Portal.Tracking.Registered;

namespace Portal.Web.Api.Mlflow;

internal static class VersionRoutes
{
    private const int Usually = 1000;

    public static void MapModelVersions(this RouteGroupBuilder mlflow)
    {
        var versions = mlflow.MapGroup("/model-versions");
        versions.MapPost("/create", Create).RequireAuthorization(nameof(Permission.DeclareVersions));
        versions.MapGet("/get", Get).RequireAuthorization(nameof(Permission.Read));
        versions.MapGet("/search", Search).RequireAuthorization(nameof(Permission.Read));
        versions.MapGet("/get-download-uri", DownloadUri).RequireAuthorization(nameof(Permission.Read));
        versions.MapPatch("/update", (MlflowBody body, Caller caller, ChangeModelVersion change, ModelVersionQueries versions, CancellationToken ct) => Change(body, caller, change, versions, new ModelVersionChange.Describe(body.Text("description")), ct)).RequireAuthorization(nameof(Permission.DeclareVersions));
        versions.MapDelete("/delete", (MlflowBody body, Caller caller, ChangeModelVersion change, ModelVersionQueries versions, CancellationToken ct) => Change(body, caller, change, versions, new ModelVersionChange.Hide(), ct)).RequireAuthorization(nameof(Permission.DeclareVersions));
        versions.MapPost("/set-tag", (MlflowBody body, Caller caller, ChangeModelVersion change, ModelVersionQueries versions, CancellationToken ct) => Change(body, caller, change, versions, new ModelVersionChange.SetTag(body.Pair()), ct)).RequireAuthorization(nameof(Permission.DeclareVersions));
        versions.MapDelete("/delete-tag", (MlflowBody body, Caller caller, ChangeModelVersion change, ModelVersionQueries versions, CancellationToken ct) => Change(body, caller, change, versions, new ModelVersionChange.RemoveTag(body.Required("key")), ct)).RequireAuthorization(nameof(Permission.DeclareVersions));
        versions.MapPost("/transition-stage", Move).RequireAuthorization(nameof(Permission.DeclareVersions));

        // Another client of the same protocol asks here; the gate is the same.
        mlflow.MapPost("/databricks/model-versions/transition-stage", Move).RequireAuthorization(nameof(Permission.DeclareVersions));
    }

    public static ClientStage? StageOf(MlflowBody body, string field, string text)
    {
        if (Enum.TryParse<ClientStage>(text, ignoreCase: true, out var stage) && Enum.IsDefined(stage))
            return stage;

        _ = body.Wrong(field, $"'{text}' is none of None, Staging, Production and Archived.");
        return null;
    }

    private static async Task<IResult> Create(MlflowBody body, Caller caller, RegisterModelVersion register, ModelVersionQueries versions, CancellationToken ct)
    {
        var source = body.Text("source") is { Length: > 0 } said ? said : body.Text("model_id") is { Length: > 0 } model ? $"models:/{model}" : body.Required("source");
        var input = new RegisterModelVersion.Input(body.Required("name"), source, body.OptionalRun(), body.Text("description"), body.Pairs("tags"));
        if (body.Refusal is { } unreadable)
            return MlflowAnswers.Error(unreadable);

        return (await register.Run(caller.Actor, input, ct)).Succeeded(out var number, out var refusal) ? await Answer(versions, input.Name, number, ct) : MlflowAnswers.Error(refusal);
    }

    private static async Task<IResult> Get(MlflowBody body, ModelVersionQueries versions, CancellationToken ct)
    {
        var (name, number) = (body.Required("name"), body.Number("version"));
        return body.Refusal is { } unreadable ? MlflowAnswers.Error(unreadable) : await Answer(versions, name, number, ct);
    }

    private static async Task<IResult> Search(MlflowBody body, ModelVersionQueries versions, CancellationToken ct)
    {
        var search = new ModelVersionQueries.Search(body.Filter(), body.Orders(), body.Page(Usually));
        return body.Refusal is { } unreadable
            ? MlflowAnswers.Error(unreadable)
            : (await versions.Find(search, ct)).ToMlflow(found => new ModelVersionsAnswer([.. found.Items.Select(MlflowViews.Of)], found.NextToken), MlflowJson.Default.ModelVersionsAnswer);
    }

    private static async Task<IResult> DownloadUri(MlflowBody body, ModelVersionQueries versions, CancellationToken ct)
    {
        var (name, number) = (body.Required("name"), body.Number("version"));
        return body.Refusal is { } unreadable
            ? MlflowAnswers.Error(unreadable)
            : MlflowAnswers.Found(await versions.One(name, number, ct), What(name, number), version => new ArtifactUriAnswer(version.DownloadUri), MlflowJson.Default.ArtifactUriAnswer);
    }

    private static async Task<IResult> Move(MlflowBody body, Caller caller, MoveModelVersion move, ModelVersionQueries versions, CancellationToken ct)
    {
        var (name, number, stage) = (body.Required("name"), body.Number("version"), StageOf(body, "stage", body.Required("stage")));
        if (body.Refusal is { } unreadable)
            return MlflowAnswers.Error(unreadable);

        return (await move.Run(caller.Actor, new(name, number, stage.GetValueOrDefault()), ct)).Refusal is { } refusal ? MlflowAnswers.Error(refusal) : await Answer(versions, name, number, ct);
    }

    private static async Task<IResult> Change(MlflowBody body, Caller caller, ChangeModelVersion change, ModelVersionQueries versions, ModelVersionChange asked, CancellationToken ct)
    {
        var input = new ChangeModelVersion.Input(body.Required("name"), body.Number("version"), asked);
        if (body.Refusal is { } unreadable)
            return MlflowAnswers.Error(unreadable);
        if ((await change.Run(caller.Actor, input, ct)).Refusal is { } refusal)
            return MlflowAnswers.Error(refusal);

        return input.Change is ModelVersionChange.Describe ? await Answer(versions, input.Name, input.Number, ct) : MlflowAnswers.Nothing;
    }

    private static string What(string name, int number) => $"Model Version (name={name}, version={number})";

    private static async Task<IResult> Answer(ModelVersionQueries versions, string name, int number, CancellationToken ct) =>
        MlflowAnswers.Found(await versions.One(name, number, ct), What(name, number), version => new ModelVersionAnswer(MlflowViews.Of(version)), MlflowJson.Default.ModelVersionAnswer);
}
