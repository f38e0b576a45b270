using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Evaluation;
using Portal.Evaluation.Figures;
using Portal.ModelRegistry;
using Portal.Policies;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Evaluation;

public sealed class SubmitEvaluationTests
{
    private const string Features = ",\"features\":{\"income\":1.5}";

    [Theory, OnBothDatabases]
    public async Task A_run_is_computed_kept_and_recorded(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var (owner, developer) = (await house.Owner(), await house.Developer());
        var version = await house.Sealed(owner, developer);

        await house.Evaluate(owner, Workshop.Rows(400, right: 360));

        var run = Assert.Single((await house.Get<EvaluationQueries>().OfVersion(version, new(1, 25), default)).Items);
        Assert.Equal((400, 360, 200, 180), (run.Confusion.N, run.Confusion.Correct, run.Confusion.Positives, run.Confusion.TruePositives));
        Assert.Equal(0.9, run.Confusion.Accuracy?.Value);
        Assert.True(house.Get<BlobStore>().Has(run.Rows));
        var entry = (await house.Entries())[^1];
        Assert.Equal(("evaluation.run", "AIS-0001/v1.0"), (entry.Action, entry.Subject));
    }

    [Theory, OnBothDatabases]
    public async Task Attempts_on_a_data_set_are_counted_over_the_versions_of_a_system_under_any_name(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var owner = await house.Owner();
        await house.Sealed(owner, owner);
        var second = await house.Sealed(owner, owner, "v1.1");
        await house.Evaluate(owner, Workshop.Rows(20, right: 10), dataset: "hold-out");
        await house.Evaluate(owner, Workshop.Rows(20, right: 15), dataset: "renamed");

        await house.Evaluate(owner, Workshop.Rows(20, right: 20), dataset: "hold-out", label: "v1.1");
        await house.Evaluate(owner, Workshop.Rows(30, right: 20), dataset: "fresh", label: "v1.1");

        var runs = (await house.Get<EvaluationQueries>().OfVersion(second, new(1, 25), default)).Items;
        Assert.Equal([1, 3], runs.Select(run => run.Attempt));
        Assert.Equal([2, 1], runs.Select(run => run.Ordinal));
    }

    [Theory, OnBothDatabases]
    public async Task A_run_is_held_against_the_version_that_runs_row_by_row_when_both_were_asked_the_same(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var owner = await house.Owner();
        var second = await house.Sealed(owner, owner, "v1.1");
        var system = await SystemOf(house);
        await house.Reach(system, Stage.Production, "v1.0");
        await house.Evaluate(owner, Workshop.Rows(400, right: 300), label: "v1.0");

        await house.Evaluate(owner, Workshop.Rows(400, right: 320), label: "v1.1");
        await house.Evaluate(owner, Workshop.Rows(399, right: 320), label: "v1.1");

        var runs = (await house.Get<EvaluationQueries>().OfVersion(second, new(1, 25), default)).Items;
        Assert.Null(runs[0].Content.Comparison);
        var gain = runs[1].Content.Comparison!.Differences.Single(against => against.Metric == Metric.Accuracy);
        Assert.Equal(("v1.0", 0.75, 0.05), (runs[1].Content.Comparison!.Label, gain.Incumbent, Math.Round(gain.Difference.Value, 12)));
        Assert.True(gain.Difference.Low > 0.02, $"{gain.Difference}");
    }

    [Theory, OnBothDatabases]
    public async Task Csv_gives_the_same_figures_as_the_same_rows_in_json_and_its_groups_lie_sealed(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var owner = await house.Owner();
        var version = await house.Sealed(owner, owner);
        const string Csv = "id,prediction,label,score,group.sex,segment.region,feature.income\n1,bad,bad,0.9,zz-f,north,10\n2,good,bad,0.4,zz-m,north,\n3,good,good,0.2,zz-f,south,12\n4,bad,good,0.7,zz-m,south,text\n";

        await house.Get<SubmitEvaluation>().Run(owner, new(Workshop.Code, Workshop.Label, RowFormat.Csv, new MemoryStream(Encoding.UTF8.GetBytes(Csv)), new() { Dataset = "d", Positive = "bad" }), default);

        var run = Assert.Single((await house.Get<EvaluationQueries>().OfVersion(version, new(1, 25), default)).Items);
        Assert.Equal((0.5, 0.5, 0.75), (run.Of(Metric.Accuracy)!.Value, run.Of(Metric.Recall)!.Value, run.Of(Metric.RocAuc)!.Value));
        Assert.Equal(["north", "south"], run.Figures.Where(figure => figure.Metric == Metric.Accuracy && figure.Slice.Kind == SliceKind.Segment).Select(figure => figure.Slice.Value));
        Assert.All(Directory.GetFiles(Path.Combine(house.Folder, "blobs"), "*", SearchOption.AllDirectories), file => Assert.DoesNotContain("zz-", File.ReadAllText(file)));
    }

    [Theory, OnBothDatabases]
    public async Task What_only_a_pipeline_knows_is_kept_as_reported(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var owner = await house.Owner();
        var version = await house.Sealed(owner, owner);

        await Report(house, owner, """{"dataset":"load","source":"k6","metrics":{"latencyP95":310,"errorRate":{"value":0.01,"low":0.005,"high":0.02,"n":9000}}}""");
        var strange = await Report(house, owner, """{"dataset":"load","source":"k6","metrics":{"beauty":1}}""");
        var impossible = await Report(house, owner, """{"dataset":"load","source":"k6","metrics":{"accuracy":1.2}}""");
        var nobody = await Report(house, owner, """{"dataset":"load","metrics":{"accuracy":0.9}}""");

        var run = Assert.Single((await house.Get<EvaluationQueries>().OfVersion(version, new(1, 25), default)).Items);
        Assert.Equal((FigureOrigin.Reported, 310, 9000), (run.Origin, run.Of(Metric.LatencyP95)!.Value, run.Of(Metric.ErrorRate)!.N));
        Assert.Equal(["metrics", "metrics.accuracy", "source"], new[] { strange, impossible, nobody }.Select(result => Assert.IsType<Invalid>(result.Refusal).Faults[0].Field));
    }

    private static Task<Result<RunId>> Report(House house, Actor by, string json) =>
        house.Get<SubmitEvaluation>().Run(by, new(Workshop.Code, Workshop.Label, RowFormat.Json, new MemoryStream(Encoding.UTF8.GetBytes(json)), new()), default);

    private static async Task<SystemId> SystemOf(House house)
    {
        await using var db = await house.Dbs.CreateDbContextAsync();
        return await db.Systems.Select(system => system.Id).SingleAsync();
    }

    [Theory, OnBothDatabases]
    public async Task The_first_run_with_features_makes_the_baseline_once(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var owner = await house.Owner();
        var version = await house.Sealed(owner, owner);
        await house.Evaluate(owner, Workshop.Rows(20, right: 10));
        await house.Evaluate(owner, Workshop.Rows(21, right: 10, Features));
        await house.Evaluate(owner, Workshop.Rows(22, right: 10, Features));

        await using var db = await house.Dbs.CreateDbContextAsync();
        var made = Assert.IsType<BaselineMade>(Assert.Single(await db.Events.ToListAsync()).Read());

        var runs = (await house.Get<EvaluationQueries>().OfVersion(version, new(1, 25), default)).Items;
        Assert.Equal((version, runs.Single(run => run.Ordinal == 2).Rows), (made.Version, made.Rows));
        await using var rows = house.Get<BlobStore>().Open(made.Rows);
        Assert.Equal(21, await EvaluationRows.Read(rows, default).CountAsync());
    }

    [Theory, OnBothDatabases]
    public async Task Runs_that_come_at_once_are_all_counted_and_one_makes_the_baseline(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var owner = await house.Owner();
        var version = await house.Sealed(owner, owner);

        var results = await Task.WhenAll(Enumerable.Range(0, 5).Select(index => Task.Run(() => house.Evaluate(owner, Workshop.Rows(20 + index, right: 10, Features)))));

        Assert.All(results, result => Assert.Null(result.Refusal));
        var runs = (await house.Get<EvaluationQueries>().OfVersion(version, new(1, 25), default)).Items;
        Assert.Equal([5, 4, 3, 2, 1], runs.Select(run => run.Ordinal));
        Assert.Equal([5, 4, 3, 2, 1], runs.Select(run => run.Attempt));
        await using var db = await house.Dbs.CreateDbContextAsync();
        Assert.Single(await db.Events.ToListAsync());
    }

    [Fact]
    public async Task A_version_that_is_not_sealed_is_not_evaluated()
    {
        await using var house = await House.On(DatabaseProvider.Sqlite);
        var owner = await house.Owner();
        await house.File(owner);
        await house.Get<DeclareVersion>().Run(owner, new(Workshop.Code, Workshop.Declared(owner)), default);

        var result = await house.Evaluate(owner, Workshop.Rows(20, right: 10));

        Assert.IsType<NotAllowed>(result.Refusal);
    }

    [Fact]
    public async Task Owners_and_contributors_bring_evidence_and_others_do_not()
    {
        await using var house = await House.On(DatabaseProvider.Sqlite);
        var (owner, developer) = (await house.Owner(), await house.Developer());
        var stranger = await house.Person("Stranger", Portal.Accounts.Role.Developer);
        await house.Sealed(owner, developer);

        Assert.Null((await house.Evaluate(developer, Workshop.Rows(20, right: 10))).Refusal);
        Assert.IsType<Forbidden>((await house.Evaluate(stranger, Workshop.Rows(20, right: 10))).Refusal);
        Assert.IsType<Forbidden>((await house.Evaluate(await house.Validator(), Workshop.Rows(20, right: 10))).Refusal);
    }

    [Fact]
    public async Task A_refused_upload_keeps_nothing()
    {
        await using var house = await House.On(DatabaseProvider.Sqlite);
        var owner = await house.Owner();
        await house.Sealed(owner, owner);
        var before = Files(house);

        var result = await house.Evaluate(owner, "{\"id\":1}");

        Assert.IsType<Invalid>(result.Refusal);
        Assert.Equal(before, Files(house));
    }

    [Theory, OnBothDatabases]
    public async Task The_gate_looks_at_the_latest_run_not_at_the_best(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var (owner, validator) = (await house.Owner(), await house.Validator());
        var version = await house.Sealed(owner, owner);
        await house.Evaluate(owner, Workshop.Rows(1000, right: 990));
        var report = (await house.Report(owner)).Value;
        await house.Get<ReviewDocument>().Run(validator, new(report, DocumentReview.Approve, ""), default);
        var open = await house.Get<GateQueries>().ToProduction(version, default);

        await house.Evaluate(owner, Workshop.Rows(1000, right: 500));

        var closed = await house.Get<GateQueries>().ToProduction(version, default);
        Assert.Equal((GateOutcome.Pass, GateOutcome.Fail), (open.Outcome, closed.Outcome));
        Assert.Contains("run 2", closed.Checks[0].Source?.Words);
        Assert.NotEqual(open.Digest, closed.Digest);
    }

    private static int Files(House house) => Directory.EnumerateFiles(Path.Combine(house.Folder, "blobs"), "*", SearchOption.AllDirectories).Count();
}
