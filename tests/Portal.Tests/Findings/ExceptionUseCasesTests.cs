using Portal.Accounts;
using Portal.Data;
using Portal.Evaluation;
using Portal.Findings;
using Portal.ModelRegistry;
using Portal.Promotions;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Findings;

public sealed class ExceptionUseCasesTests
{
    private static readonly DateOnly LastDay = DateOnly.FromDateTime(House.Noon.UtcDateTime).AddDays(30);

    [Theory, OnBothDatabases]
    public async Task A_check_is_tolerated_once_risk_has_signed_and_until_its_last_day_is_over(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        await review.Version("v1");
        var code = (await Request(review, review.Owner, "v1")).Value;
        Assert.Empty(await Tolerates(review, "v1"));

        _ = (await Approve(review, review.Risk, code)).Value;

        Assert.Equal([("recall", "EX-0001", House.Noon, End)], (await Tolerates(review, "v1")).Select(check => (check.Subject, check.Code, check.From, check.Ends)));
        To(review, End.AddTicks(-1));
        Assert.Single(await Tolerates(review, "v1"));
        To(review, End);
        Assert.Empty(await Tolerates(review, "v1"));
        await review.House.Get<FindingsWorker>().Turn(default);
        Assert.Equal((ExceptionState.Ended, ExceptionEnd.Expired), await Stands(review, code));
        Assert.Single(await Tolerates(review, "v1", End.AddDays(-1)));
        Assert.Empty(await Tolerates(review, "v1", House.Noon.AddTicks(-1)));
    }

    [Theory, OnBothDatabases]
    public async Task One_for_a_version_is_for_no_other_and_one_for_the_system_is_for_all(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        await review.Version("v1");
        await review.Version("v2");
        _ = (await Approve(review, review.Risk, (await Request(review, review.Owner, "v1")).Value)).Value;
        Assert.Empty(await Tolerates(review, "v2"));

        _ = (await Approve(review, review.Risk, (await Request(review, review.Owner, version: null, check: "precision")).Value)).Value;

        Assert.Equal(["precision", "recall"], (await Tolerates(review, "v1")).Select(check => check.Subject).Order());
        Assert.Equal(["precision"], (await Tolerates(review, "v2")).Select(check => check.Subject));
    }

    [Theory, OnBothDatabases]
    public async Task It_is_signed_by_risk_and_not_by_who_asked_or_contributed(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var contributor = await review.House.Person("Contributor", Role.RiskManager);
        await review.Version("v1");
        await Contribute(review, "v2", contributor);
        var code = (await Request(review, review.Risk, "v1")).Value;
        var second = (await Request(review, review.Owner, "v2")).Value;

        Assert.Equal(new Forbidden("You requested it: somebody else signs it."), (await Approve(review, review.Risk, code)).Refusal);
        Assert.Equal(new Forbidden("You contributed to the version: somebody else signs it."), (await Approve(review, contributor, second)).Refusal);
        foreach (var role in Enum.GetValues<Role>().Except([Role.RiskManager]))
        {
            var somebody = await review.House.Person($"Some {role}", role);
            Assert.IsType<Forbidden>((await Approve(review, somebody, code)).Refusal);
            Assert.IsType<Forbidden>((await review.House.Get<DeclineException>().Run(somebody, new(code, "No."), default)).Refusal);
        }

        Assert.Null((await Approve(review, contributor, code)).Refusal);
    }

    [Theory, OnBothDatabases]
    public async Task What_is_signed_is_what_was_shown_with_a_credential_that_is_used_once(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        await review.Version("v1");
        var (code, other) = ((await Request(review, review.Owner, "v1")).Value, (await Request(review, review.Owner, "v1", check: "precision")).Value);
        var line = await One(review, code);
        var token = await Token(review, review.Risk, line);
        var approve = review.House.Get<ApproveException>();

        Assert.IsType<Changed>((await approve.Run(review.Risk, new(code, Digest.Of([1]), "", token), default)).Refusal);
        Assert.IsType<Forbidden>((await approve.Run(review.Risk, new(other, (await One(review, other)).Content, "", token), default)).Refusal);
        Assert.Null((await approve.Run(review.Risk, new(code, line.Content, "", token), default)).Refusal);
        Assert.IsType<NotAllowed>((await approve.Run(review.Risk, new(code, line.Content, "", token), default)).Refusal);
        Assert.Equal(ExceptionState.Requested, (await One(review, other)).State);
    }

    [Theory, OnBothDatabases]
    public async Task Owners_contributors_and_risk_ask_for_it_and_nobody_twice(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        await review.Version("v1");

        Assert.Null((await Request(review, review.Developer, "v1")).Refusal);
        Assert.Null((await Request(review, review.Risk, "v1", check: "precision")).Refusal);
        Assert.Equal(new NotAllowed("EX-0001 asks for the same already."), (await Request(review, review.Owner, "v1")).Refusal);
        Assert.IsType<Forbidden>((await Request(review, await review.House.Person("Other", Role.SystemOwner), "v1", check: "f1")).Refusal);
        Assert.IsType<Forbidden>((await Request(review, await review.House.Person("Another", Role.Developer), "v1", check: "f1")).Refusal);
        Assert.IsType<Forbidden>((await Request(review, await review.House.Person("Auditor", Role.Auditor), "v1", check: "f1")).Refusal);
        foreach (var (somebody, count) in new[] { (review.Owner, 1), (review.Developer, 1), (review.Risk, 1), (review.Technical, 0), (await review.House.Person("Third", Role.Developer), 0) })
            Assert.Equal(count, (await review.House.Get<ExceptionQueries>().MayRequestFor(somebody, default)).Count);
    }

    [Theory, OnBothDatabases]
    public async Task A_new_one_takes_the_place_of_the_one_before(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        await review.Version("v1");
        var first = (await Request(review, review.Owner, "v1")).Value;
        _ = (await Approve(review, review.Risk, first)).Value;
        var second = (await Request(review, review.Owner, "v1")).Value;

        _ = (await Approve(review, review.Risk, second)).Value;

        Assert.Equal((ExceptionState.Ended, ExceptionEnd.Replaced), await Stands(review, first));
        Assert.Equal([second], (await Tolerates(review, "v1")).Select(check => check.Code));
    }

    [Theory, OnBothDatabases]
    public async Task It_is_declined_or_ended_early_with_a_reason_and_who_asked_is_told(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        await review.Version("v1");
        var (declined, ended) = ((await Request(review, review.Owner, "v1")).Value, (await Request(review, review.Owner, "v1", check: "precision")).Value);
        _ = (await Approve(review, review.Risk, ended)).Value;
        var (decline, end) = (review.House.Get<DeclineException>(), review.House.Get<EndException>());

        Assert.IsType<Invalid>((await decline.Run(review.Risk, new(declined, " "), default)).Refusal);
        _ = (await decline.Run(review.Risk, new(declined, "Retrain first."), default)).Value;
        Assert.IsType<NotAllowed>((await end.Run(review.Risk, new(declined, "Done."), default)).Refusal);
        Assert.IsType<Forbidden>((await end.Run(review.Owner, new(ended, "Not needed any more."), default)).Refusal);
        _ = (await end.Run(review.Risk, new(ended, "The control failed."), default)).Value;

        Assert.Equal((ExceptionState.Declined, ExceptionEnd.Declined), await Stands(review, declined));
        Assert.Equal((ExceptionState.Ended, ExceptionEnd.Revoked), await Stands(review, ended));
        Assert.Empty(await Tolerates(review, "v1"));
        Assert.Equal(["risk", "risk"], await review.House.Told("exception.requested"));
        foreach (var decision in new[] { "exception.approved", "exception.declined", "exception.revoked" })
            Assert.Equal(["owner"], await review.House.Told(decision));
    }

    [Theory, OnBothDatabases]
    public async Task A_week_before_both_are_told_once_and_silence_approves_nothing(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        await review.Version("v1");
        var (held, waiting) = ((await Request(review, review.Owner, "v1")).Value, (await Request(review, review.Owner, "v1", check: "precision")).Value);
        _ = (await Approve(review, review.Risk, held)).Value;
        var worker = review.House.Get<FindingsWorker>();

        To(review, End.AddDays(-8));
        await worker.Turn(default);
        Assert.Empty(await review.House.Told("exception.runs-out"));
        To(review, End.AddDays(-7));
        await worker.Turn(default);
        await worker.Turn(default);
        Assert.Equal(["owner", "risk"], await review.House.Told("exception.runs-out"));
        Assert.Single(await Tolerates(review, "v1"));
        To(review, End);
        await worker.Turn(default);

        Assert.Equal(["owner", "risk"], await review.House.Told("exception.expired"));
        Assert.Equal((ExceptionState.Declined, ExceptionEnd.Declined), await Stands(review, waiting));
    }

    [Theory]
    [InlineData("", "What", "Why", "Control", 30, "check")]
    [InlineData("recall", "", "Why", "Control", 30, "what")]
    [InlineData("recall", "What", " ", "Control", 30, "reason")]
    [InlineData("recall", "What", "Why", "", 30, "compensatingControl")]
    [InlineData("recall", "What", "Why", "Control", -1, "expiresOn")]
    [InlineData("recall", "What", "Why", "Control", 181, "expiresOn")]
    public async Task What_is_wrong_is_named_by_its_field(string check, string what, string reason, string control, int days, string field)
    {
        await using var review = await Review.On(DatabaseProvider.Sqlite);
        var terms = new ExceptionTerms(control, DateOnly.FromDateTime(House.Noon.UtcDateTime).AddDays(days));

        var refused = await review.House.Get<RequestException>().Run(review.Owner, new(review.System, null, check, what, reason, terms), default);

        Assert.Equal(field, Assert.IsType<Invalid>(refused.Refusal).Faults[0].Field);
    }

    [Theory, OnBothDatabases]
    public async Task It_opens_the_gate_and_when_it_runs_out_its_check_fails_again(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        await review.Version("v1", share: 0.8);
        var closed = await review.Room((await review.Request("v1")).Value);
        Assert.Equal((PromotionState.GateFailed, "accuracy"), (closed.State, closed.Gate.Checks.Single(check => check.Blocks).Key));
        _ = (await Approve(review, review.Risk, (await Request(review, review.Owner, "v1", "accuracy")).Value)).Value;

        _ = (await review.House.Get<ResubmitPromotion>().Run(review.Owner, new(closed.Id, "Tolerated until the labels of October are there.", Again.NextRevision), default)).Value;
        var open = await review.Room(closed.Id);
        Assert.Equal((PromotionState.InReview, "EX-0001", End), (open.State, open.Gate.Checks.Single(check => check.Key == "accuracy").ExcusedBy?.Code, open.Gate.Checks.Single(check => check.Key == "accuracy").ExcusedBy?.Until));
        await review.Approve(closed.Id);

        To(review, End);
        var over = await review.Room(closed.Id);
        Assert.Equal((GateOutcome.Pass, GateOutcome.Fail, PromotionState.Approved), (over.Gate.Outcome, over.GateNow.Outcome, over.State));
        Assert.Equal("The gate fails now: Accuracy.", (await review.Apply(closed.Id)).Refusal?.Message);
    }

    [Theory, OnBothDatabases]
    public async Task The_policy_says_how_long_it_may_last(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        await review.Version("v1");

        async Task<Result<string>> Until(int days) => await review.House.Get<RequestException>().Run(
            review.Owner, new(review.System, "v1", $"check-{days}", "It does not pass", "Late labels.", new("Two people look.", DateOnly.FromDateTime(House.Noon.UtcDateTime).AddDays(days))), default);

        Assert.Equal("expiresOn", Assert.IsType<Invalid>((await Until(181)).Refusal).Faults.Single().Field);
        _ = (await Until(180)).Value;
    }

    [Theory, OnBothDatabases]
    public async Task The_list_filters_and_sorts_in_the_database(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        await review.Version("v1");
        foreach (var check in new[] { "recall", "precision", "report" })
            _ = (await Request(review, review.Owner, "v1", check)).Value;
        _ = (await Approve(review, review.Risk, "EX-0001")).Value;
        _ = (await review.House.Get<DeclineException>().Run(review.Risk, new("EX-0002", "No."), default)).Value;

        Assert.Equal(["EX-0003", "EX-0001", "EX-0002"], await Codes(new()));
        Assert.Equal(["EX-0003"], await Codes(new() { States = [ExceptionState.Requested] }));
        Assert.Equal(["EX-0001"], await Codes(new() { States = [ExceptionState.Approved] }));
        Assert.Equal(["EX-0002"], await Codes(new() { States = [ExceptionState.Declined] }));
        Assert.Empty(await Codes(new() { States = [ExceptionState.Ended] }));
        Assert.Empty(await Codes(new() { Rules = [ExceptionRule.Classification] }));
        Assert.Equal(3, (await Codes(new() { Systems = [review.System] })).Count);
        Assert.Equal(["EX-0001"], await Codes(new() { RunsOutBy = End }));
        foreach (var column in Enum.GetValues<ExceptionColumn>())
            foreach (var direction in Enum.GetValues<SortDirection>())
                Assert.Equal(3, (await Codes(new(), new(column, direction))).Distinct().Count());
        Assert.Equal(new ExceptionCounts(3, 1, 1, 0), await review.House.Get<ExceptionQueries>().Counts(AsOf.Now, default));
        Assert.Equal(["EX-0002", "EX-0003"], (await review.House.Get<ExceptionQueries>().Rows(new(), "EX-0001", 5, AsOf.Now, default)).Select(line => line.Code));

        async Task<IReadOnlyList<string>> Codes(ExceptionFilter filter, ExceptionOrder? order = null) =>
            [.. (await review.House.Get<ExceptionQueries>().List(filter, order ?? ExceptionOrder.ByUrgency, new(1, 25), AsOf.Now, default)).Items.Select(line => line.Code)];
    }

    private static DateTimeOffset End => new(LastDay.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    private static Task<Result<string>> Request(Review review, Actor by, string? version, string check = "recall") =>
        review.House.Get<RequestException>().Run(by, new(review.System, version, check, $"The check {check} does not pass", "The labels of October come late.", new("Two people look at each refusal.", LastDay)), default);

    private static async Task<Result<ExceptionId>> Approve(Review review, Actor signer, string code)
    {
        var line = await One(review, code);
        return await review.House.Get<ApproveException>().Run(signer, new(code, line.Content, "Fits the appetite.", await Token(review, signer, line)), default);
    }

    private static async Task<StepUpToken> Token(Review review, Actor signer, ExceptionLine line) =>
        (await review.House.Get<StepUp>().Run(signer, new(House.Password, line.Content, ApproveException.Meaning(line.Code, line.System, line.LastDay)), default)).Value;

    private static async Task<ExceptionLine> One(Review review, string code) =>
        await review.House.Get<ExceptionQueries>().One(code, AsOf.Now, default) ?? throw new InvalidOperationException($"{code} does not exist.");

    private static async Task<(ExceptionState, ExceptionEnd?)> Stands(Review review, string code)
    {
        var line = await One(review, code);
        return (line.State, line.Ended);
    }

    private static async Task<IReadOnlyList<ToleratedCheck>> Tolerates(Review review, string label, DateTimeOffset? at = null)
    {
        await using var db = await review.House.Dbs.CreateDbContextAsync();
        var version = await NamedVersions.Find(db, (await review.House.Entry(review.System)).Id, label, default) ?? throw new InvalidOperationException($"{label} does not exist.");
        var system = (await review.House.Entry(review.System)).Id;
        var then = at ?? review.House.Time.GetUtcNow();
        return [.. (await Tolerated.ChecksOf(db, [system], default)).Where(check => check.IsFor(system, version) && check.From <= then && then < check.Ends)];
    }

    private static void To(Review review, DateTimeOffset at) => review.House.Time.Advance(at - review.House.Time.GetUtcNow());

    private static async Task Contribute(Review review, string label, Actor contributor)
    {
        var declaration = new Declaration(label, new Artefact(ArtefactKind.Model, "scorecard"), [new("model.bin", 7, Digest.Of("weights"u8))], [contributor.Id()]);
        _ = (await review.House.Get<DeclareVersion>().Run(review.Owner, new(review.System, declaration), default)).Value;
    }
}
