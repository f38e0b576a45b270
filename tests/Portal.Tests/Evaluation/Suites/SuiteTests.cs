using System.Text;
using Portal.Data;
using Portal.Evaluation;
using Portal.Evaluation.Suites;
using Portal.Policies;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Evaluation.Suites;

public sealed class SuiteTests
{
    private static readonly SuiteTerms Terms = new() { Name = "Quarterly hold-out", Dataset = "loans-hold-out", Positive = "bad", Metrics = [Metric.Accuracy, Metric.Recall], MostUses = 2 };

    [Theory, OnBothDatabases]
    public async Task The_validator_seals_labels_both_agree_and_runs_on_them_are_counted(DatabaseProvider provider)
    {
        await using var review = await Scene(provider);
        var house = review.House;
        var code = await Agreed(review);

        Assert.True((await Predict(review, code, right: 90)).Succeeded(out var first, out _));
        Assert.True((await Predict(review, code, right: 95)).Succeeded(out _, out _));
        Assert.True((await Predict(review, code, right: 60)).Succeeded(out var third, out _));

        var runs = house.Get<EvaluationQueries>();
        var (one, last) = ((await runs.One(first, default))!, (await runs.One(third, default))!);
        Assert.Equal((1, 0.9, false), (one.Attempt, one.Confusion.Accuracy!.Value, one.Content.Suite!.IsWornOut));
        Assert.Equal((3, 0.6, true), (last.Attempt, last.Confusion.Accuracy!.Value, last.Content.Suite!.IsWornOut));
        Assert.Equal(["suite.proposed", "dataset.registered", "suite.labelled", "suite.agreed", "suite.agreed"], (await house.Entries()).Select(entry => entry.Action).Where(action => action.StartsWith("suite.", StringComparison.Ordinal) || action.StartsWith("dataset.", StringComparison.Ordinal)));
    }

    [Theory, OnBothDatabases]
    public async Task No_route_hands_a_sealed_label_to_who_builds_the_model(DatabaseProvider provider)
    {
        await using var review = await Scene(provider);
        var house = review.House;
        var code = await Agreed(review);
        var run = (await Predict(review, code, right: 90)).Value;

        foreach (var builder in new[] { review.Owner, review.Developer, review.Risk })
            Assert.IsType<Forbidden>((await house.Get<ReadLabels>().Run(builder, new(code), default)).Refusal);
        var rows = await house.Get<BlobStore>().ReadAsync((await house.Get<EvaluationQueries>().One(run, default))!.Rows, default);
        Assert.DoesNotContain("label", Encoding.UTF8.GetString(rows));
        Assert.All(Directory.GetFiles(Path.Combine(house.Folder, "blobs"), "*", SearchOption.AllDirectories), file => Assert.DoesNotContain("\"Label\":\"bad\"", File.ReadAllText(file)));
        Assert.Contains("\"bad\"", await Text((await house.Get<ReadLabels>().Run(review.Validator, new(code), default)).Value));
        Assert.Equal("suite.labels-read", (await house.Entries())[^1].Action);
    }

    [Theory, OnBothDatabases]
    public async Task Sealed_labels_are_brought_by_the_validator_alone_and_agreed_on_by_two(DatabaseProvider provider)
    {
        await using var review = await Scene(provider);
        var house = review.House;
        var code = (await house.Get<ProposeSuite>().Run(review.Owner, new(review.System, Terms), default)).Value;

        Assert.IsType<Forbidden>((await Bring(review, code, review.Developer)).Refusal);
        Assert.IsType<NotAllowed>((await Agree(review, code, review.Owner)).Refusal);
        Assert.Equal(100, (await Bring(review, code, review.Validator)).Value);
        Assert.IsType<Invalid>((await Predict(review, code, right: 90)).Refusal);
        Assert.IsType<Forbidden>((await Agree(review, code, review.Developer)).Refusal);
        Assert.Equal(SuiteState.Proposed, (await Agree(review, code, review.Owner)).Value);
        Assert.Equal(SuiteState.Agreed, (await Agree(review, code, review.Validator)).Value);

        Assert.Equal(100, (await Bring(review, code, review.Validator, from: 500)).Value);
        Assert.Equal(SuiteState.Proposed, (await house.Get<SuiteQueries>().One(code, AsOf.Now, default))!.Line.State);
    }

    [Theory, OnBothDatabases]
    public async Task The_same_labels_again_change_nothing_and_one_other_segment_asks_both_again(DatabaseProvider provider)
    {
        await using var review = await Scene(provider);
        var house = review.House;
        var code = (await house.Get<ProposeSuite>().Run(review.Owner, new(review.System, Terms with { Segments = ["region"] }), default)).Value;
        await Bring(""","segments":{"region":"north"}""");
        await Agree(review, code, review.Owner);
        await Agree(review, code, review.Validator);
        var entries = (await house.Entries()).Count;

        Assert.Equal(100, await Bring(""","segments":{"region":"north"}"""));
        Assert.Equal((SuiteState.Agreed, entries), ((await house.Get<SuiteQueries>().One(code, AsOf.Now, default))!.Line.State, (await house.Entries()).Count));
        Assert.Equal(100, await Bring(""","segments":{"region":"south"}"""));
        Assert.Equal(SuiteState.Proposed, (await house.Get<SuiteQueries>().One(code, AsOf.Now, default))!.Line.State);

        async Task<long> Bring(string more) => (await house.Get<BringLabels>().Run(review.Validator, new(code, RowFormat.Ndjson, Bytes(Labels(0, more))), default)).Value;
    }

    [Theory, OnBothDatabases]
    public async Task What_was_read_is_what_is_agreed_on(DatabaseProvider provider)
    {
        await using var review = await Scene(provider);
        var house = review.House;
        var code = (await house.Get<ProposeSuite>().Run(review.Owner, new(review.System, Terms), default)).Value;
        await Bring(review, code, review.Validator);
        var read = (await house.Get<SuiteQueries>().One(code, AsOf.Now, default))!.Subject;

        await Bring(review, code, review.Validator, from: 500);

        Assert.IsType<NotAllowed>((await house.Get<AgreeOnSuite>().Run(review.Owner, new(code, read), default)).Refusal);
    }

    [Theory, OnBothDatabases]
    public async Task A_suite_waits_for_the_owner_and_for_the_validator_until_each_has_said_so(DatabaseProvider provider)
    {
        await using var review = await Scene(provider);
        var suites = review.House.Get<SuiteQueries>();
        var code = (await review.House.Get<ProposeSuite>().Run(review.Owner, new(review.System, Terms), default)).Value;
        Assert.Empty(await suites.WaitingFor(review.Owner, default));
        await Bring(review, code, review.Validator);

        Assert.Equal([code], (await suites.WaitingFor(review.Owner, default)).Select(line => line.Code));
        Assert.Equal([code], (await suites.WaitingFor(review.Validator, default)).Select(line => line.Code));
        Assert.Empty(await suites.WaitingFor(review.Developer, default));
        await Agree(review, code, review.Owner);

        Assert.Empty(await suites.WaitingFor(review.Owner, default));
        Assert.Single(await suites.WaitingFor(review.Validator, default));
    }

    [Theory, OnBothDatabases]
    public async Task Every_row_needs_its_prediction_and_no_other(DatabaseProvider provider)
    {
        await using var review = await Scene(provider);
        var code = await Agreed(review);

        var few = Assert.IsType<Invalid>((await Send(review, code, Predictions(0, 40, right: 40))).Refusal);
        var strange = Assert.IsType<Invalid>((await Send(review, code, Predictions(0, 101, right: 40))).Refusal);
        var labelled = Assert.IsType<Invalid>((await Send(review, code, """{"id":"r0","prediction":"bad","label":"bad"}""")).Refusal);

        Assert.Equal(("rows", "60 of the suite's 100 rows have no prediction: send one for each."), (few.Faults[0].Field, few.Faults[0].Message));
        Assert.Equal("rows[100].id", strange.Faults[0].Field);
        Assert.Equal("rows[0].label", labelled.Faults[0].Field);
    }

    [Theory, OnBothDatabases]
    public async Task Groups_are_sealed_apart_and_segments_must_be_those_that_the_suite_names(DatabaseProvider provider)
    {
        await using var review = await Scene(provider);
        var house = review.House;
        var terms = Terms with { Segments = ["region"], Protected = [new("sex", "As stated in the application")] };
        var code = (await house.Get<ProposeSuite>().Run(review.Owner, new(review.System, terms), default)).Value;

        var missing = Assert.IsType<Invalid>((await Bring(review, code, review.Validator)).Refusal);
        var labels = Labels(0, ""","segments":{"region":"north"},"groups":{"sex":"zz-secret"}""");
        Assert.True((await house.Get<BringLabels>().Run(review.Validator, new(code, RowFormat.Ndjson, Bytes(labels)), default)).Succeeded(out _, out _));

        Assert.Equal(["segments", "groups"], missing.Faults.Select(fault => fault.Field));
        Assert.All(Directory.GetFiles(Path.Combine(house.Folder, "blobs"), "*", SearchOption.AllDirectories), file => Assert.DoesNotContain("zz-secret", File.ReadAllText(file)));
    }

    private static async Task<Review> Scene(DatabaseProvider provider)
    {
        var review = await Review.On(provider);
        await review.Version("v1");
        return review;
    }

    private static async Task<string> Agreed(Review review)
    {
        var code = (await review.House.Get<ProposeSuite>().Run(review.Owner, new(review.System, Terms), default)).Value;
        await Bring(review, code, review.Validator);
        await Agree(review, code, review.Owner);
        await Agree(review, code, review.Validator);
        return code;
    }

    private static Task<Result<long>> Bring(Review review, string code, Actor by, int from = 0) =>
        review.House.Get<BringLabels>().Run(by, new(code, RowFormat.Ndjson, Bytes(Labels(from, ""))), default);

    private static async Task<Result<SuiteState>> Agree(Review review, string code, Actor by) =>
        await review.House.Get<AgreeOnSuite>().Run(by, new(code, (await review.House.Get<SuiteQueries>().One(code, AsOf.Now, default))!.Subject), default);

    private static Task<Result<RunId>> Predict(Review review, string code, int right) => Send(review, code, Predictions(0, 100, right));

    private static Task<Result<RunId>> Send(Review review, string code, string rows) =>
        review.House.Get<SubmitEvaluation>().Run(review.Owner, new(review.System, "v1", RowFormat.Ndjson, Bytes(rows), new() { Suite = code }), default);

    private static string Labels(int from, string more) => string.Join('\n', Enumerable.Range(from, 100).Select(index => $$"""{"id":"r{{index}}","label":"{{LabelOf(index)}}"{{more}}}"""));

    private static string Predictions(int from, int count, int right) => string.Join('\n', Enumerable.Range(from, count).Select(index =>
        $$"""{"id":"r{{index}}","prediction":"{{(index < right ? LabelOf(index) : LabelOf(index + 1))}}"}"""));

    private static string LabelOf(int index) => index % 2 == 0 ? "bad" : "good";

    private static async Task<string> Text(SealedLines lines) => string.Concat(await lines.Pieces.Select(piece => Encoding.UTF8.GetString(piece.Span)).ToListAsync());

    private static MemoryStream Bytes(string text) => new(Encoding.UTF8.GetBytes(text));
}
