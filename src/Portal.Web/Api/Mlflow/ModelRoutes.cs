using Portal.Shared;
using Portal.Tracking.Registered;

namespace Portal.Web.Api.Mlflow;

internal static class ModelRoutes
{
    private const int Usually = 100;

    public static void MapModels(this RouteGroupBuilder mlflow)
    {
        var models = mlflow.MapGroup("/registered-models");
        models.MapPost("/create", Create).RequireAuthorization(nameof(Permission.DeclareVersions));
        models.MapPost("/rename", Rename).RequireAuthorization(nameof(Permission.DeclareVersions));
        models.MapPatch("/update", (MlflowBody body, Caller caller, ChangeModel change, ModelQueries models, CancellationToken ct) => Change(body, caller, change, models, new ModelChange.Describe(body.Text("description")), ct)).RequireAuthorization(nameof(Permission.DeclareVersions));
        models.MapDelete("/delete", (MlflowBody body, Caller caller, ChangeModel change, ModelQueries models, CancellationToken ct) => Change(body, caller, change, models, new ModelChange.Hide(), ct)).RequireAuthorization(nameof(Permission.DeclareVersions));
        models.MapGet("/get", Get).RequireAuthorization(nameof(Permission.Read));
        models.MapGet("/search", Search).RequireAuthorization(nameof(Permission.Read));
        models.MapGet("/list", Search).RequireAuthorization(nameof(Permission.Read));
        models.MapGet("/get-latest-versions", Latest).RequireAuthorization(nameof(Permission.Read));
        models.MapPost("/get-latest-versions", Latest).RequireAuthorization(nameof(Permission.Read));
        models.MapPost("/set-tag", (MlflowBody body, Caller caller, ChangeModel change, ModelQueries models, CancellationToken ct) => Change(body, caller, change, models, new ModelChange.SetTag(body.Pair()), ct)).RequireAuthorization(nameof(Permission.DeclareVersions));
        models.MapDelete("/delete-tag", (MlflowBody body, Caller caller, ChangeModel change, ModelQueries models, CancellationToken ct) => Change(body, caller, change, models, new ModelChange.RemoveTag(body.Required("key")), ct)).RequireAuthorization(nameof(Permission.DeclareVersions));
        models.MapPost("/alias", SetAlias).RequireAuthorization(nameof(Permission.DeclareVersions));
        models.MapDelete("/alias", RemoveAlias).RequireAuthorization(nameof(Permission.DeclareVersions));
        models.MapGet("/alias", ByAlias).RequireAuthorization(nameof(Permission.Read));

        // Another client of the same protocol asks for a model here.
        mlflow.MapGet("/databricks/registered-models/get", Get).RequireAuthorization(nameof(Permission.Read));
    }

    private static async Task<IResult> Create(MlflowBody body, Caller caller, RegisterModel register, ModelQueries models, CancellationToken ct)
    {
        var input = new RegisterModel.Input(body.Required("name"), body.Text("description"), body.Pairs("tags"));
        if (body.Refusal is { } unreadable)
            return MlflowAnswers.Error(unreadable);

        return (await register.Run(caller.Actor, input, ct)).Refusal is { } refusal ? MlflowAnswers.Error(refusal) : await Answer(models, input.Name, ct);
    }

    private static async Task<IResult> Rename(MlflowBody body, Caller caller, ChangeModel change, ModelQueries models, CancellationToken ct)
    {
        var (name, to) = (body.Required("name"), body.Required("new_name"));
        if (body.Refusal is { } unreadable)
            return MlflowAnswers.Error(unreadable);

        return (await change.Run(caller.Actor, new(name, new ModelChange.Rename(to)), ct)).Refusal is { } refusal ? MlflowAnswers.Error(refusal) : await Answer(models, to, ct);
    }

    private static async Task<IResult> Change(MlflowBody body, Caller caller, ChangeModel change, ModelQueries models, ModelChange asked, CancellationToken ct)
    {
        var input = new ChangeModel.Input(body.Required("name"), asked);
        if (body.Refusal is { } unreadable)
            return MlflowAnswers.Error(unreadable);
        if ((await change.Run(caller.Actor, input, ct)).Refusal is { } refusal)
            return MlflowAnswers.Error(refusal);

        return input.Change is ModelChange.Describe ? await Answer(models, input.Name, ct) : MlflowAnswers.Nothing;
    }

    private static async Task<IResult> Get(MlflowBody body, ModelQueries models, CancellationToken ct)
    {
        var name = body.Required("name");
        return body.Refusal is { } unreadable ? MlflowAnswers.Error(unreadable) : await Answer(models, name, ct);
    }

    private static async Task<IResult> Search(MlflowBody body, ModelQueries models, CancellationToken ct)
    {
        var search = new ModelQueries.Search(body.Filter(), body.Orders(), body.Page(Usually));
        return body.Refusal is { } unreadable
            ? MlflowAnswers.Error(unreadable)
            : (await models.Find(search, ct)).ToMlflow(found => new ModelsAnswer([.. found.Items.Select(MlflowViews.Of)], found.NextToken), MlflowJson.Default.ModelsAnswer);
    }

    private static async Task<IResult> Latest(MlflowBody body, ModelVersionQueries versions, CancellationToken ct)
    {
        var (name, stages) = (body.Required("name"), body.Texts("stages").Where(text => text.Length > 0).Select(stage => VersionRoutes.StageOf(body, "stages", stage)).OfType<ClientStage>().ToList());
        return body.Refusal is { } unreadable
            ? MlflowAnswers.Error(unreadable)
            : MlflowAnswers.Found(await versions.Latest(name, stages, ct), $"Registered Model with name={name}", found => new ModelVersionsAnswer([.. found.Select(MlflowViews.Of)], null), MlflowJson.Default.ModelVersionsAnswer);
    }

    private static async Task<IResult> SetAlias(MlflowBody body, Caller caller, SetAlias set, CancellationToken ct)
    {
        var input = new SetAlias.Input(body.Required("name"), body.Required("alias"), body.Number("version"));
        return body.Refusal is { } unreadable ? MlflowAnswers.Error(unreadable) : (await set.Run(caller.Actor, input, ct)).ToMlflow();
    }

    private static async Task<IResult> RemoveAlias(MlflowBody body, Caller caller, RemoveAlias remove, CancellationToken ct)
    {
        var input = new RemoveAlias.Input(body.Required("name"), body.Required("alias"));
        return body.Refusal is { } unreadable ? MlflowAnswers.Error(unreadable) : (await remove.Run(caller.Actor, input, ct)).ToMlflow();
    }

    private static async Task<IResult> ByAlias(MlflowBody body, ModelVersionQueries versions, CancellationToken ct)
    {
        var (name, alias) = (body.Required("name"), body.Required("alias"));
        return body.Refusal is { } unreadable
            ? MlflowAnswers.Error(unreadable)
            : (await versions.ByAlias(name, alias, ct)).ToMlflow(version => new ModelVersionAnswer(MlflowViews.Of(version)), MlflowJson.Default.ModelVersionAnswer);
    }

    private static async Task<IResult> Answer(ModelQueries models, string name, CancellationToken ct) =>
        MlflowAnswers.Found(await models.Named(name, ct), $"Registered Model with name={name}", model => new ModelAnswer(MlflowViews.Of(model)), MlflowJson.Default.ModelAnswer);
}
