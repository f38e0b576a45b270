using Portal.Shared;
using Portal.Tracking;

namespace Portal.Web.Api.Mlflow;

internal static class ExperimentRoutes
{
    private const int Usually = 1000;

    public static void MapExperiments(this RouteGroupBuilder mlflow)
    {
        var experiments = mlflow.MapGroup("/experiments");
        experiments.MapPost("/create", Create).RequireAuthorization(nameof(Permission.SubmitEvidence));
        experiments.MapGet("/get", Get).RequireAuthorization(nameof(Permission.Read));
        experiments.MapGet("/get-by-name", GetByName).RequireAuthorization(nameof(Permission.Read));
        experiments.MapGet("/search", Search).RequireAuthorization(nameof(Permission.Read));
        experiments.MapPost("/search", Search).RequireAuthorization(nameof(Permission.Read));
        experiments.MapGet("/list", Search).RequireAuthorization(nameof(Permission.Read));
        experiments.MapPost("/update", (MlflowBody body, Caller caller, ChangeExperiment change, CancellationToken ct) => Change(body, caller, change, new ExperimentChange.Rename(body.Required("new_name")), ct)).RequireAuthorization(nameof(Permission.SubmitEvidence));
        experiments.MapPost("/delete", (MlflowBody body, Caller caller, ChangeExperiment change, CancellationToken ct) => Change(body, caller, change, new ExperimentChange.Delete(), ct)).RequireAuthorization(nameof(Permission.SubmitEvidence));
        experiments.MapPost("/restore", (MlflowBody body, Caller caller, ChangeExperiment change, CancellationToken ct) => Change(body, caller, change, new ExperimentChange.Restore(), ct)).RequireAuthorization(nameof(Permission.SubmitEvidence));
        experiments.MapPost("/set-experiment-tag", (MlflowBody body, Caller caller, ChangeExperiment change, CancellationToken ct) => Change(body, caller, change, new ExperimentChange.SetTag(body.Pair()), ct)).RequireAuthorization(nameof(Permission.SubmitEvidence));
    }

    private static async Task<IResult> Create(MlflowBody body, Caller caller, CreateExperiment create, CancellationToken ct)
    {
        var input = new CreateExperiment.Input(body.Required("name"), body.Text("artifact_location"), body.Pairs("tags"));
        return body.Refusal is { } unreadable
            ? MlflowAnswers.Error(unreadable)
            : (await create.Run(caller.Actor, input, ct)).ToMlflow(number => new ExperimentCreated($"{number}"), MlflowJson.Default.ExperimentCreated);
    }

    private static async Task<IResult> Get(MlflowBody body, ExperimentQueries experiments, CancellationToken ct)
    {
        var number = body.Number("experiment_id");
        return body.Refusal is { } unreadable ? MlflowAnswers.Error(unreadable) : Answer(await experiments.Numbered(number, ct), $"Experiment {number}");
    }

    private static async Task<IResult> GetByName(MlflowBody body, ExperimentQueries experiments, CancellationToken ct)
    {
        var name = body.Required("experiment_name");
        return body.Refusal is { } unreadable ? MlflowAnswers.Error(unreadable) : Answer(await experiments.Named(name, ct), $"Experiment '{name}'");
    }

    private static async Task<IResult> Search(MlflowBody body, ExperimentQueries experiments, CancellationToken ct)
    {
        var search = new ExperimentQueries.Search(body.Filter(), body.Orders(), body.View("view_type"), body.Page(Usually));
        return body.Refusal is { } unreadable
            ? MlflowAnswers.Error(unreadable)
            : (await experiments.Find(search, ct)).ToMlflow(found => new ExperimentsAnswer([.. found.Items.Select(MlflowViews.Of)], found.NextToken), MlflowJson.Default.ExperimentsAnswer);
    }

    private static async Task<IResult> Change(MlflowBody body, Caller caller, ChangeExperiment change, ExperimentChange asked, CancellationToken ct)
    {
        var input = new ChangeExperiment.Input(body.Number("experiment_id"), asked);
        return body.Refusal is { } unreadable ? MlflowAnswers.Error(unreadable) : (await change.Run(caller.Actor, input, ct)).ToMlflow();
    }

    private static IResult Answer(ExperimentView? view, string what) =>
        MlflowAnswers.Found(view, what, found => new ExperimentAnswer(MlflowViews.Of(found)), MlflowJson.Default.ExperimentAnswer);
}
