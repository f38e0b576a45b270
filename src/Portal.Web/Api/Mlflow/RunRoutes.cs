using Portal.Shared;
using Portal.Tracking;

namespace Portal.Web.Api.Mlflow;

internal static class RunRoutes
{
    private const int Usually = 1000;
    private const string HistoryTag = "mlflow.log-model.history";
    private const string ContextTag = "mlflow.data.context";

    public static void MapRuns(this RouteGroupBuilder mlflow)
    {
        var runs = mlflow.MapGroup("/runs");
        runs.MapPost("/create", Create).RequireAuthorization(nameof(Permission.SubmitEvidence));
        runs.MapGet("/get", Get).RequireAuthorization(nameof(Permission.Read));
        runs.MapPost("/search", Search).RequireAuthorization(nameof(Permission.Read));
        runs.MapPost("/update", Update).RequireAuthorization(nameof(Permission.SubmitEvidence));
        runs.MapPost("/log-metric", (MlflowBody body, Caller caller, LogToRun log, CancellationToken ct) => Log(body, caller, log, new Logged([Metric(body)], [], []), ct)).RequireAuthorization(nameof(Permission.SubmitEvidence));
        runs.MapPost("/log-parameter", (MlflowBody body, Caller caller, LogToRun log, CancellationToken ct) => Log(body, caller, log, new Logged([], [body.Pair()], []), ct)).RequireAuthorization(nameof(Permission.SubmitEvidence));
        runs.MapPost("/set-tag", (MlflowBody body, Caller caller, LogToRun log, CancellationToken ct) => Log(body, caller, log, new Logged([], [], [body.Pair()]), ct)).RequireAuthorization(nameof(Permission.SubmitEvidence));
        runs.MapPost("/log-batch", (MlflowBody body, Caller caller, LogToRun log, CancellationToken ct) => Log(body, caller, log, new Logged([.. body.Objects("metrics").Select(Metric)], body.Pairs("params"), body.Pairs("tags")), ct)).RequireAuthorization(nameof(Permission.SubmitEvidence));
        runs.MapPost("/delete-tag", (MlflowBody body, Caller caller, ChangeRun change, CancellationToken ct) => Change(body, caller, change, new RunChange.RemoveTag(body.Required("key")), ct)).RequireAuthorization(nameof(Permission.SubmitEvidence));
        runs.MapPost("/delete", (MlflowBody body, Caller caller, ChangeRun change, CancellationToken ct) => Change(body, caller, change, new RunChange.Delete(), ct)).RequireAuthorization(nameof(Permission.SubmitEvidence));
        runs.MapPost("/restore", (MlflowBody body, Caller caller, ChangeRun change, CancellationToken ct) => Change(body, caller, change, new RunChange.Restore(), ct)).RequireAuthorization(nameof(Permission.SubmitEvidence));
        runs.MapPost("/log-inputs", LogInputs).RequireAuthorization(nameof(Permission.SubmitEvidence));
        runs.MapPost("/outputs", LogOutputs).RequireAuthorization(nameof(Permission.SubmitEvidence));
        runs.MapPost("/log-model", LogModel).RequireAuthorization(nameof(Permission.SubmitEvidence));
        mlflow.MapGet("/metrics/get-history", History).RequireAuthorization(nameof(Permission.Read));
        mlflow.MapGet("/artifacts/list", Artifacts).RequireAuthorization(nameof(Permission.Read));
    }

    private static async Task<IResult> Create(MlflowBody body, Caller caller, StartRun start, RunQueries runs, CancellationToken ct)
    {
        var experiment = body.Has("experiment_id") ? body.Number("experiment_id") : 0;
        var input = new StartRun.Input(experiment, body.Text("run_name"), body.Text("user_id"), body.Whole("start_time"), body.Pairs("tags"));
        if (body.Refusal is { } unreadable)
            return MlflowAnswers.Error(unreadable);

        return (await start.Run(caller.Actor, input, ct)).Succeeded(out var id, out var refusal) ? Answer(await runs.One(id, ct), id) : MlflowAnswers.Error(refusal);
    }

    private static async Task<IResult> Get(MlflowBody body, RunQueries runs, CancellationToken ct)
    {
        var id = body.Run();
        return body.Refusal is { } unreadable ? MlflowAnswers.Error(unreadable) : Answer(await runs.One(id, ct), id);
    }

    private static async Task<IResult> Search(MlflowBody body, RunQueries runs, CancellationToken ct)
    {
        List<int> experiments = [.. body.Texts("experiment_ids").Select(text => int.TryParse(text, out var number) ? number : -1)];
        var search = new RunQueries.Search(experiments, body.Filter(), body.Orders(), body.View("run_view_type"), body.Page(Usually));
        return body.Refusal is { } unreadable
            ? MlflowAnswers.Error(unreadable)
            : (await runs.Find(search, ct)).ToMlflow(found => new RunsAnswer([.. found.Items.Select(MlflowViews.Of)], found.NextToken), MlflowJson.Default.RunsAnswer);
    }

    private static async Task<IResult> Update(MlflowBody body, Caller caller, ChangeRun change, RunQueries runs, CancellationToken ct)
    {
        var id = body.Run();
        var status = StatusOf(body);
        var input = new ChangeRun.Input(id, new RunChange.Update(status, body.Whole("end_time"), body.Optional("run_name") is { Length: > 0 } name ? name : null));
        if (body.Refusal is { } unreadable)
            return MlflowAnswers.Error(unreadable);
        if ((await change.Run(caller.Actor, input, ct)).Refusal is { } refusal)
            return MlflowAnswers.Error(refusal);

        return MlflowAnswers.Found(await runs.One(id, ct), $"Run {id}", run => new RunInfoAnswer(MlflowViews.InfoOf(run)), MlflowJson.Default.RunInfoAnswer);
    }

    private static RunStatus? StatusOf(MlflowBody body)
    {
        if (body.Text("status") is not { Length: > 0 } text)
            return null;
        if (Enum.TryParse<RunStatus>(text, ignoreCase: true, out var status) && Enum.IsDefined(status))
            return status;

        _ = body.Wrong("status", "It is none of RUNNING, SCHEDULED, FINISHED, FAILED and KILLED.");
        return null;
    }

    private static async Task<IResult> Log(MlflowBody body, Caller caller, LogToRun log, Logged logged, CancellationToken ct)
    {
        var run = body.Run();
        return body.Refusal is { } unreadable ? MlflowAnswers.Error(unreadable) : (await log.Run(caller.Actor, new(run, logged.Metrics, logged.Params, logged.Tags), ct)).ToMlflow();
    }

    private static async Task<IResult> Change(MlflowBody body, Caller caller, ChangeRun change, RunChange asked, CancellationToken ct)
    {
        var input = new ChangeRun.Input(body.Run(), asked);
        return body.Refusal is { } unreadable ? MlflowAnswers.Error(unreadable) : (await change.Run(caller.Actor, input, ct)).ToMlflow();
    }

    private static async Task<IResult> LogInputs(MlflowBody body, Caller caller, LogInputs log, CancellationToken ct)
    {
        var input = new LogInputs.Input(body.Run(), [.. body.Objects("datasets").Select(InputOf)]);
        return body.Refusal is { } unreadable ? MlflowAnswers.Error(unreadable) : (await log.Run(caller.Actor, input, ct)).ToMlflow();
    }

    private static LoggedInput InputOf(MlflowBody input)
    {
        var data = input.Object("dataset");
        var context = input.Pairs("tags").LastOrDefault(tag => tag.Key == ContextTag)?.Value ?? "";
        return new LoggedInput(data.Required("name"), data.Required("digest"), data.Text("source_type"), data.Text("source"), data.Text("schema"), data.Text("profile"), context);
    }

    /// <summary>Which logged models came out of a run: each says that itself already, so only whether they exist is looked at.</summary>
    private static async Task<IResult> LogOutputs(MlflowBody body, LoggedModelQueries models, CancellationToken ct)
    {
        _ = body.Run();
        foreach (var output in body.Objects("models"))
        {
            if (LoggedModelRoutes.IdOf(output) is { } id && await models.One(id, ct) is null)
                return MlflowAnswers.Error(new NotFound($"Logged model {output.Text("model_id")}"));
        }

        return body.Refusal is { } unreadable ? MlflowAnswers.Error(unreadable) : MlflowAnswers.Nothing;
    }

    /// <summary>Older clients tell which model they logged; it is kept where they look for it, in a tag that is a list.</summary>
    private static async Task<IResult> LogModel(MlflowBody body, Caller caller, LogToRun log, RunQueries runs, CancellationToken ct)
    {
        var (run, model) = (body.Run(), body.Required("model_json"));
        if (body.Refusal is { } unreadable)
            return MlflowAnswers.Error(unreadable);
        if (await runs.One(run, ct) is not { } view)
            return MlflowAnswers.Error(new NotFound($"Run {run}"));

        return ModelHistory.With(view.Tags.FirstOrDefault(tag => tag.Key == HistoryTag)?.Value, model) is { } history
            ? (await log.Run(caller.Actor, new(run, [], [], [new(HistoryTag, history)]), ct)).ToMlflow()
            : MlflowAnswers.Error(new Invalid("model_json", "It is no JSON object."));
    }

    private static async Task<IResult> History(MlflowBody body, RunQueries runs, CancellationToken ct)
    {
        var (id, key, page) = (body.Run(), body.Required("metric_key"), body.Page(Usually));
        return body.Refusal is { } unreadable
            ? MlflowAnswers.Error(unreadable)
            : MlflowAnswers.Found(await runs.History(id, key, page, ct), $"Run {id}", found => new MetricsAnswer([.. found.Items.Select(MlflowViews.Of)], found.NextToken), MlflowJson.Default.MetricsAnswer);
    }

    private static async Task<IResult> Artifacts(MlflowBody body, RunQueries runs, FileQueries files, CancellationToken ct)
    {
        var (id, path) = (body.Run(), body.Text("path").Trim('/'));
        if (body.Refusal is { } unreadable)
            return MlflowAnswers.Error(unreadable);
        if (await runs.One(id, ct) is not { } run)
            return MlflowAnswers.Error(new NotFound($"Run {id}"));
        if (FilePlace.Of($"{id}/artifacts/{path}") is not { } place)
            return MlflowAnswers.Error(new Invalid("path", "It leads out of the run's folder."));

        var lines = await files.Under(place, ct);
        return Results.Json(new FilesAnswer(run.ArtifactUri, [.. lines.Select(line => new FileJson(path.Length > 0 ? $"{path}/{line.Name}" : line.Name, line.IsFolder, line.Size))]), MlflowJson.Default.FilesAnswer);
    }

    private static LoggedMetric Metric(MlflowBody metric) => new(metric.Required("key"), metric.Figure("value"), metric.Whole("timestamp") ?? 0, metric.Whole("step") ?? 0);

    private static IResult Answer(RunView? run, TrackedId id) => MlflowAnswers.Found(run, $"Run {id}", found => new RunAnswer(MlflowViews.Of(found)), MlflowJson.Default.RunAnswer);

    private sealed record Logged(IReadOnlyList<LoggedMetric> Metrics, IReadOnlyList<TextPair> Params, IReadOnlyList<TextPair> Tags);
}
