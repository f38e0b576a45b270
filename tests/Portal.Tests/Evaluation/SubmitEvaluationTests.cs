using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Evaluation;
using Portal.ModelRegistry;
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
