using Portal.Data;
using Portal.Shared;
using Portal.Tests.Support;
using Portal.Tracking;
using Portal.Tracking.Registered;
using Portal.Tracking.Search;

namespace Portal.Tests.Tracking;

/// <summary>Searches give the same on both databases, and what is written survives both.</summary>
public sealed class SearchTests
{
    [Theory, OnBothDatabases]
    public async Task Every_kind_of_comparison_and_order_finds_the_same_runs(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        await ThreeRuns(house);

        string[] filters =
        [
            "metrics.auc > 0.85", "metrics.auc = 0.8", "metrics.auc != 0.8", "params.depth = '4'", "params.depth != '4'", "params.depth IN ('4', '6')",
            "tags.team LIKE 'Re%'", "tags.team LIKE 're%'", "tags.team LIKE '%ail'", "tags.team LIKE 'R_tai_'", "tags.team LIKE '%et%i%'", "tags.team ILIKE 'RE%'", "tags.team NOT IN ('Retail')",
            "run_name = 'a'", "status = 'RUNNING'", "status IN ('FINISHED', 'FAILED')", "start_time > 1500", "end_time > 0", "user_id = 'ada'", "artifact_uri LIKE 'mlflow%'", "datasets.digest = 'd'",
        ];
        var found = new List<string>();
        foreach (var filter in filters)
            found.Add($"{filter}: {await Names(house, filter)}");
        string[] orders = ["metrics.auc", "metrics.auc DESC", "params.depth DESC", "tags.mlflow.runName DESC", "start_time", "end_time DESC", "run_name DESC", "status", "user_id", "artifact_uri", "run_id"];
        foreach (var order in orders)
            found.Add($"by {order}: {await Names(house, "", order)}");

        Assert.Equal(
        [
            "metrics.auc > 0.85: a", "metrics.auc = 0.8: b", "metrics.auc != 0.8: a", "params.depth = '4': a", "params.depth != '4': b", "params.depth IN ('4', '6'): b a",
            "tags.team LIKE 'Re%': a", "tags.team LIKE 're%': b", "tags.team LIKE '%ail': b a", "tags.team LIKE 'R_tai_': a", "tags.team LIKE '%et%i%': b a", "tags.team ILIKE 'RE%': b a", "tags.team NOT IN ('Retail'): b",
            "run_name = 'a': a", "status = 'RUNNING': c b", "status IN ('FINISHED', 'FAILED'): a", "start_time > 1500: c b", "end_time > 0: a", "user_id = 'ada': c b a", "artifact_uri LIKE 'mlflow%': c b a", "datasets.digest = 'd': a",
            "by metrics.auc: b a c", "by metrics.auc DESC: a b c", "by params.depth DESC: b a c", "by tags.mlflow.runName DESC: c b a", "by start_time: a b c", "by end_time DESC: a c b",
            "by run_name DESC: c b a", "by status: a c b", "by user_id: c b a", "by artifact_uri: a b c", "by run_id: a b c",
        ], found);
    }

    [Theory, OnBothDatabases]
    public async Task Values_that_are_no_numbers_come_back_and_are_found_by_no_comparison(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var owner = await house.Owner();
        var run = (await house.Get<StartRun>().Run(owner, new(0, "odd", "", null, []), default)).Value;

        _ = (await house.Get<LogToRun>().Run(owner, new(run, [new("nan", double.NaN, 1, 0), new("up", double.PositiveInfinity, 1, 0), new("down", double.NegativeInfinity, 1, 0)], [], []), default)).Value;
        _ = (await house.Get<LogToRun>().Run(owner, new(run, [new("nan", double.NaN, 1, 0)], [], []), default)).Value;

        var view = await house.Get<RunQueries>().One(run, default);
        Assert.Equal([double.NegativeInfinity, double.NaN, double.PositiveInfinity], view?.Metrics.Select(metric => metric.Value));
        Assert.Equal("", await Names(house, "metrics.nan <= 5"));
        Assert.Equal("odd", await Names(house, "metrics.up > 5"));
        Assert.Single((await house.Get<RunQueries>().History(run, "nan", new SearchPage(10, 0), default))?.Items ?? []);
    }

    [Theory, OnBothDatabases]
    public async Task Experiments_models_and_versions_are_searched(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var owner = await house.Owner();
        _ = (await house.Get<CreateExperiment>().Run(owner, new("churn", "", [new("team", "x")]), default)).Value;
        _ = (await house.Get<RegisterModel>().Run(owner, new("credit", "", []), default)).Value;
        _ = (await house.Get<RegisterModelVersion>().Run(owner, new("credit", "s3://b/m", null, "", [new("k", "v")]), default)).Value;
        _ = (await house.Get<LogModel>().Run(owner, new(0, "scorer", "gbm", null, [new("p", "1")], []), default)).Value;
        var page = new SearchPage(10, 0);

        foreach (var order in new[] { "name", "name DESC", "experiment_id", "experiment_id DESC", "last_update_time", "last_update_time DESC" })
            Assert.Equal(2, (await house.Get<ExperimentQueries>().Find(new(Filter.None, [Filter.ParseOrder(order).Value], LifeView.ActiveOnly, page), default)).Value.Items.Count);
        Assert.Equal("churn", Assert.Single((await house.Get<ExperimentQueries>().Find(new(Filter.Parse("name LIKE 'ch%' and tags.team = 'x' and creation_time > 1000 and experiment_id >= 1").Value, [], LifeView.All, page), default)).Value.Items).Name);
        foreach (var order in new[] { "name", "name DESC", "last_updated_timestamp", "last_updated_timestamp DESC" })
            Assert.Single((await house.Get<ModelQueries>().Find(new(Filter.Parse("tags.other != 'x'").Value, [Filter.ParseOrder(order).Value], page), default)).Value.Items);
        foreach (var order in new[] { "version_number", "version_number DESC", "creation_timestamp", "creation_timestamp DESC" })
            Assert.Single((await house.Get<ModelVersionQueries>().Find(new(Filter.Parse("name ILIKE 'CR%' and tags.k = 'v' and version_number = 1 and source_path LIKE 's3%'").Value, [Filter.ParseOrder(order).Value], page), default)).Value.Items);
        Assert.Single((await house.Get<LoggedModelQueries>().Find(new([0], Filter.Parse("name = 'scorer' and params.p = '1' and model_type != 'x'").Value, page), default)).Value.Items);
        Assert.Empty((await house.Get<LoggedModelQueries>().Find(new([0], Filter.Parse("metrics.auc > 0").Value, page), default)).Value.Items);
    }

    [Theory, OnBothDatabases]
    public async Task Many_who_log_to_one_run_at_once_lose_nothing(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var owner = await house.Owner();
        var run = (await house.Get<StartRun>().Run(owner, new(0, "busy", "", null, []), default)).Value;

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(step => Task.Run(() => house.Get<LogToRun>().Run(owner, new(run, [new("loss", 1.0 / (step + 1), step, step)], [new($"p{step}", "1")], []), default))));

        Assert.All(results, result => Assert.Null(result.Refusal));
        var view = await house.Get<RunQueries>().One(run, default);
        Assert.Equal((8, 7), (view?.Params.Count, Assert.Single(view?.Metrics ?? []).Step));
        Assert.Equal(8, (await house.Get<RunQueries>().History(run, "loss", new SearchPage(100, 0), default))?.Items.Count);
    }

    private static async Task<string> Names(House house, string filter, string? order = null)
    {
        IReadOnlyList<Ordering> orders = order is null ? [] : [Filter.ParseOrder(order).Value];
        var found = await house.Get<RunQueries>().Find(new([0], Filter.Parse(filter).Value, orders, LifeView.ActiveOnly, new SearchPage(10, 0)), default);
        return string.Join(' ', found.Value.Items.Select(run => run.Name));
    }

    private static async Task ThreeRuns(House house)
    {
        var owner = await house.Owner();
        var a = await Start("a", 1000);
        await Log(a, [new("auc", 0.9, 1, 0)], [new("depth", "4")], [new("team", "Retail")]);
        _ = (await house.Get<LogInputs>().Run(owner, new(a, [new("loans", "d", "local", "x", "", "", "training")]), default)).Value;
        _ = (await house.Get<ChangeRun>().Run(owner, new(a, new RunChange.Update(RunStatus.Finished, 1200, null)), default)).Value;
        await Log(await Start("b", 2000), [new("auc", 0.8, 1, 0)], [new("depth", "6")], [new("team", "retail")]);
        await Start("c", 3000);

        async Task<TrackedId> Start(string name, long at)
        {
            house.Time.Advance(TimeSpan.FromSeconds(1));
            return (await house.Get<StartRun>().Run(owner, new(0, name, "ada", at, []), default)).Value;
        }

        async Task Log(TrackedId run, IReadOnlyList<LoggedMetric> metrics, IReadOnlyList<TextPair> values, IReadOnlyList<TextPair> tags) =>
            _ = (await house.Get<LogToRun>().Run(owner, new(run, metrics, values, tags), default)).Value;
    }
}
