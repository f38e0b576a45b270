using Portal.Shared;
using Portal.Tracking;
using Portal.Tracking.Registered;

namespace Portal.Web.Demo;

internal sealed partial class DemoHouse
{
    public async Task<int> Experiment(string account, string name, string system, CancellationToken ct) =>
        (await Get<CreateExperiment>().Run(await As(account, ct), new(name, "", [new("portal.system", system)]), ct)).Value;

    public async Task<TrackedId> Train(string account, int experiment, string name, IReadOnlyList<TextPair> values, IReadOnlyList<(string Key, int Step, double Value)> metrics, CancellationToken ct)
    {
        var actor = await As(account, ct);
        var began = clock.GetUtcNow();
        var run = (await Get<StartRun>().Run(actor, new(experiment, name, account, began.ToUnixTimeMilliseconds(), []), ct)).Value;
        IReadOnlyList<LoggedMetric> points = [.. metrics.Select(metric => new LoggedMetric(metric.Key, metric.Value, began.AddSeconds(20 * metric.Step).ToUnixTimeMilliseconds(), metric.Step))];
        _ = (await Get<LogToRun>().Run(actor, new(run, points, values, [new("mlflow.user", $"{account}@demo.example")]), ct)).Value;
        clock.Wait(TimeSpan.FromMinutes(10));
        _ = (await Get<ChangeRun>().Run(actor, new(run, new RunChange.Update(RunStatus.Finished, clock.GetUtcNow().ToUnixTimeMilliseconds(), null)), ct)).Value;
        return run;
    }

    public async Task Upload(string account, string path, string text, CancellationToken ct)
    {
        using var content = DemoTracking.Bytes(text);
        _ = (await Get<PutFile>().Run(await As(account, ct), new(path, content), ct)).Value;
    }

    public async Task Register(string account, string model, string? system, TrackedId run, CancellationToken ct)
    {
        var actor = await As(account, ct);
        _ = (await Get<RegisterModel>().Run(actor, new(model, "", system is null ? [] : [new("portal.system", system)]), ct)).Value;
        _ = (await Get<RegisterModelVersion>().Run(actor, new(model, $"runs:/{run}/model", run, "", []), ct)).Value;
    }
}
