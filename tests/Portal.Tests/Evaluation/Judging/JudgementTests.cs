using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Data;
using Portal.Evaluation;
using Portal.Evaluation.Figures;
using Portal.Evaluation.Judging;
using Portal.Policies;
using Portal.Shared;
using Portal.Tests.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Evaluation.Judging;

public sealed class JudgementTests
{
    private const string MadeUp = """
          made-up:
            name: Answers that are made up
            metric: HallucinationRate
            atMost: 0.15
            boundFrom: High
            minimumSample: 30
            from: Low
            stages: [Production]
            severity: Block
            owner: Product
            why: Whoever asks relies on the answer.
            validUntil: 2027-11-02
        """;

    [Theory, OnBothDatabases]
    public async Task What_a_judge_says_becomes_the_figures_of_an_evaluation(DatabaseProvider provider)
    {
        await using var desk = await JudgeDesk.On(provider);
        var id = (await desk.Request(JudgeDesk.Rows(10, madeUp: 2))).Value;

        var ended = await desk.TurnUntilEnded(id);

        Assert.Equal((JudgeRunState.Done, 30, 0, 30, 3000L), (ended.State, ended.Judged, ended.Unjudged, ended.Calls, ended.Tokens));
        var run = Assert.Single(await desk.Runs());
        Assert.Equal((EvaluationKind.Judge, FigureOrigin.Judged, 10L, 1), (run.Kind, run.Origin, run.N, run.Attempt));
        Assert.Equal((0.76, 0.2), (Math.Round(run.Of(Metric.Factuality)!.Value, 9), run.Of(Metric.HallucinationRate)!.Value));
        Assert.NotNull(run.Of(Metric.Safety));
        Assert.StartsWith("small-judge at 127.0.0.1:", run.Content.Source);
        Assert.Equal(["judgement.requested", "judgement.finished", "evaluation.run"], (await desk.House.Entries()).TakeLast(3).Select(entry => entry.Action));
        Assert.All(desk.Judge.Posts, post => Assert.Equal($"Bearer {JudgeDesk.Key}", post.Headers["authorization"]));
        Assert.All(desk.Judge.Posts, post => Assert.Contains("\"temperature\":0", post.Body));
    }

    [Theory, OnBothDatabases]
    public async Task The_key_is_sealed_and_gone_when_the_run_has_ended(DatabaseProvider provider)
    {
        await using var desk = await JudgeDesk.On(provider);
        var id = (await desk.Request(JudgeDesk.Rows(1))).Value;
        var box = (await desk.Read(id)).ApiKey!;

        Assert.Null((await desk.TurnUntilEnded(id)).ApiKey);

        Assert.DoesNotContain(JudgeDesk.Key, Encoding.Latin1.GetString(box));
        await using var db = await desk.House.Dbs.CreateDbContextAsync();
        Assert.All(await db.Entries.AsNoTracking().ToListAsync(), entry => Assert.DoesNotContain(JudgeDesk.Key, Encoding.UTF8.GetString(entry.Bytes)));
        Assert.All(Directory.GetFiles(Path.Combine(desk.House.Folder, "blobs"), "*", SearchOption.AllDirectories), file => Assert.DoesNotContain(JudgeDesk.Key, File.ReadAllText(file)));
    }

    [Theory, OnBothDatabases]
    public async Task A_busy_endpoint_is_asked_again_no_sooner_than_it_says(DatabaseProvider provider)
    {
        await using var desk = await JudgeDesk.On(provider);
        desk.Judge.Always(new Reply(429, RetryAfter: "600"));
        var id = (await desk.Request(JudgeDesk.Rows(2))).Value;

        await desk.House.Get<JudgeWorker>().Turn(default);

        var waiting = await desk.Read(id);
        Assert.Equal((JudgeRunState.Running, 0, "The endpoint answered 429."), (waiting.State, waiting.Judged, waiting.Trouble));
        Assert.Equal(House.Noon.AddSeconds(600), waiting.DueAt);
        desk.Judge.Answer = post => Task.FromResult(JudgeDesk.Score(post));
        Assert.Equal((JudgeRunState.Done, 6), ((await desk.TurnUntilEnded(id)).State, (await desk.Read(id)).Judged));
    }

    [Fact]
    public async Task One_lost_call_is_asked_again_in_a_moment()
    {
        await using var desk = await JudgeDesk.On(DatabaseProvider.Sqlite);
        var asked = 0;
        desk.Judge.Answer = post => Task.FromResult(Interlocked.Increment(ref asked) == 1 ? new Reply(503) : JudgeDesk.Score(post));
        var id = (await desk.Request(JudgeDesk.Rows(2))).Value;

        await desk.House.Get<JudgeWorker>().Turn(default);
        Assert.Equal(House.Noon.AddSeconds(1), (await desk.Read(id)).DueAt);
        desk.House.Time.Advance(TimeSpan.FromSeconds(1));
        await desk.House.Get<JudgeWorker>().Turn(default);

        Assert.Equal((JudgeRunState.Done, 6), ((await desk.Read(id)).State, (await desk.Read(id)).Judged));
    }

    [Theory, OnBothDatabases]
    public async Task The_gate_goes_by_what_the_judge_said(DatabaseProvider provider)
    {
        await using var desk = await JudgeDesk.On(provider);
        await using (var db = await desk.House.Dbs.CreateDbContextAsync())
        {
            await db.Policies.ExecuteDeleteAsync();
            var yaml = SmallPolicy.YamlOf(DateOnly.FromDateTime(House.Noon.UtcDateTime)).Replace("\nchecks:\n", $"\nchecks:\n{MadeUp}\n", StringComparison.Ordinal);
            db.Policies.Add(PolicyVersion.Adopt(yaml, null, House.Noon.AddYears(-1)));
            await db.SaveChangesAsync();
        }

        Assert.Equal(CheckVerdict.NoData, await Verdict());

        _ = await desk.TurnUntilEnded((await desk.Request(JudgeDesk.Rows(40, madeUp: 20))).Value);
        Assert.Equal(CheckVerdict.Fail, await Verdict());

        _ = await desk.TurnUntilEnded((await desk.Request(JudgeDesk.Rows(40))).Value);
        Assert.Equal(CheckVerdict.Pass, await Verdict());

        async Task<CheckVerdict> Verdict() => (await desk.House.Get<GateQueries>().ToProduction(desk.Version, default)).Checks.Single(check => check.Key == "made-up").Verdict;
    }

    [Theory, OnBothDatabases]
    public async Task An_answer_that_cannot_be_read_is_asked_for_thrice_and_counts_neither_way(DatabaseProvider provider)
    {
        await using var desk = await JudgeDesk.On(provider);
        desk.Judge.Answer = post => Task.FromResult(post.Body.Contains("made up", StringComparison.Ordinal) ? JudgeDesk.Says("I rather like it!") : JudgeDesk.Score(post));
        var id = (await desk.Request(JudgeDesk.Rows(5, madeUp: 1), desk.Terms with { Rubrics = [DefaultRubrics.Of(Metric.Factuality)] })).Value;

        var ended = await desk.TurnUntilEnded(id);

        Assert.Equal((JudgeRunState.Done, 4, 1, 7), (ended.State, ended.Judged, ended.Unjudged, ended.Calls));
        var run = Assert.Single(await desk.Runs());
        Assert.Equal((4L, 4L), (run.N, run.Of(Metric.Factuality)!.N));
    }

    [Theory]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(302)]
    public async Task An_endpoint_that_refuses_for_good_ends_the_run(int status)
    {
        await using var desk = await JudgeDesk.On(DatabaseProvider.Sqlite);
        desk.Judge.Always(new Reply(status, JudgeDesk.Key));
        var id = (await desk.Request(JudgeDesk.Rows(10))).Value;

        var ended = await desk.TurnUntilEnded(id);

        Assert.Equal(JudgeRunState.Failed, ended.State);
        Assert.Contains(status.ToString(), ended.Because);
        Assert.DoesNotContain(JudgeDesk.Key, ended.Because);
        Assert.InRange(desk.Judge.Posts.Count, 1, 4);
        Assert.Empty(await desk.Runs());
        Assert.Equal("judgement.failed", (await desk.House.Entries())[^1].Action);
    }

    [Fact]
    public async Task An_endpoint_that_stays_away_is_given_up()
    {
        await using var desk = await JudgeDesk.On(DatabaseProvider.Sqlite);
        desk.Judge.Always(new Reply(503));
        var id = (await desk.Request(JudgeDesk.Rows(10))).Value;

        Assert.Contains("8 tries in a row", (await desk.TurnUntilEnded(id)).Because);
    }

    [Theory, OnBothDatabases]
    public async Task A_run_stops_at_its_budget_and_makes_no_figures(DatabaseProvider provider)
    {
        await using var desk = await JudgeDesk.On(provider);
        var calls = (await desk.Request(JudgeDesk.Rows(10), desk.Terms with { MostCalls = 11 })).Value;
        var tokens = (await desk.Request(JudgeDesk.Rows(10), desk.Terms with { MostTokens = 900 })).Value;

        var (first, second) = (await desk.TurnUntilEnded(calls), await desk.TurnUntilEnded(tokens));

        Assert.Equal((JudgeRunState.Stopped, 11, "Its budget of 11 calls is spent."), (first.State, first.Calls, first.Because));
        Assert.Equal((JudgeRunState.Stopped, "Its budget of 900 tokens is spent."), (second.State, second.Because));
        // Calls that were under way when it was spent are paid for.
        Assert.InRange(second.Tokens, 900, 1200);
        Assert.Empty(await desk.Runs());
    }

    [Theory, OnBothDatabases]
    public async Task Another_portal_goes_on_where_one_was_stopped_and_asks_nothing_twice(DatabaseProvider provider)
    {
        await using var desk = await JudgeDesk.On(provider);
        var id = (await desk.Request(JudgeDesk.Rows(10))).Value;
        Assert.True(await desk.House.Get<AdvanceJudgement>().Run(id, default));
        Assert.Equal(8, (await desk.Read(id)).Judged);

        await using (var other = desk.House.AnotherNode())
        {
            for (var turn = 0; turn < 5; turn++)
                await other.GetRequiredService<JudgeWorker>().Turn(default);
        }

        Assert.Equal((JudgeRunState.Done, 30, 30), ((await desk.Read(id)).State, (await desk.Read(id)).Judged, desk.Judge.Posts.Count));
        Assert.Equal(30, desk.Judge.Posts.Select(post => post.Body).Distinct().Count());
    }

    [Theory, OnBothDatabases]
    public async Task A_batch_that_was_lost_is_asked_for_again_when_its_lease_is_over(DatabaseProvider provider)
    {
        await using var desk = await JudgeDesk.On(provider);
        var id = (await desk.Request(JudgeDesk.Rows(1))).Value;
        await using (var db = await desk.House.Dbs.CreateDbContextAsync())
        {
            (await db.JudgeRuns.SingleAsync()).Take(House.Noon);
            await db.SaveChangesAsync();
        }

        Assert.False(await desk.House.Get<AdvanceJudgement>().Run(id, default));
        desk.House.Time.Advance(JudgeRun.Lease);

        Assert.Equal(JudgeRunState.Done, (await desk.TurnUntilEnded(id)).State);
    }

    [Theory, OnBothDatabases]
    public async Task Whoever_may_bring_evidence_stops_a_run(DatabaseProvider provider)
    {
        await using var desk = await JudgeDesk.On(provider);
        var id = (await desk.Request(JudgeDesk.Rows(5))).Value;
        var stop = desk.House.Get<StopJudgement>();

        Assert.IsType<Forbidden>((await stop.Run(await desk.House.Validator(), new(Workshop.Code, "v1.0", 1), default)).Refusal);
        Assert.Null((await stop.Run(desk.Owner, new(Workshop.Code, "v1.0", 1), default)).Refusal);

        await desk.House.Get<JudgeWorker>().Turn(default);
        Assert.Equal((JudgeRunState.Stopped, 0), ((await desk.Read(id)).State, desk.Judge.Posts.Count));
        Assert.IsType<NotAllowed>((await stop.Run(desk.Owner, new(Workshop.Code, "v1.0", 1), default)).Refusal);
    }

    [Theory, OnBothDatabases]
    public async Task A_validator_who_did_not_work_on_it_checks_the_judge_on_drawn_rows(DatabaseProvider provider)
    {
        await using var desk = await JudgeDesk.On(provider);
        var validator = await desk.House.Validator();
        await desk.TurnUntilEnded((await desk.Request(JudgeDesk.Rows(30))).Value);
        var queries = desk.House.Get<JudgeQueries>();
        var drawn = (await queries.One(validator, Workshop.Code, "v1.0", 1, JudgedRows.Drawn, new(1, 50), default))!.Rows.Items;

        MarkJudgement.Mark[] marks = [.. drawn.Select((row, at) => new MarkJudgement.Mark(row.Index, Metric.Safety, at < 15 ? SpotVerdict.Agree : SpotVerdict.Disagree))];
        var undrawn = Enumerable.Range(0, 30).First(index => drawn.All(row => row.Index != index));
        var mark = desk.House.Get<MarkJudgement>();

        Assert.Equal(20, drawn.Count);
        Assert.IsType<Forbidden>((await mark.Run(desk.Owner, new(Workshop.Code, "v1.0", 1, marks), default)).Refusal);
        Assert.IsType<Invalid>((await mark.Run(validator, new(Workshop.Code, "v1.0", 1, [new(undrawn, Metric.Safety, SpotVerdict.Agree)]), default)).Refusal);
        Assert.Null((await mark.Run(validator, new(Workshop.Code, "v1.0", 1, marks), default)).Refusal);
        Assert.Null((await mark.Run(validator, new(Workshop.Code, "v1.0", 1, [marks[0]]), default)).Refusal);
        var safety = (await queries.One(validator, Workshop.Code, "v1.0", 1, JudgedRows.WorstFirst, new(1, 5), default))!.Agreements.Single(one => one.Metric == Metric.Safety);
        Assert.Equal((20, 0.75), (safety.Marked, safety.Share!.Value));
    }

    [Theory, OnBothDatabases]
    public async Task The_worst_rows_come_first_and_strangers_read_figures_alone(DatabaseProvider provider)
    {
        await using var desk = await JudgeDesk.On(provider);
        desk.Judge.Answer = post => Task.FromResult(post.Body.Contains("Row 3", StringComparison.Ordinal) ? JudgeDesk.Says("{\"score\":0.1,\"reason\":\"No.\"}") : JudgeDesk.Score(post));
        await desk.TurnUntilEnded((await desk.Request(JudgeDesk.Rows(6, madeUp: 1))).Value);
        var queries = desk.House.Get<JudgeQueries>();

        var own = (await queries.One(desk.Owner, Workshop.Code, "v1.0", 1, JudgedRows.WorstFirst, new(1, 3), default))!;
        var strange = (await queries.One(await desk.House.Person("Stranger"), Workshop.Code, "v1.0", 1, JudgedRows.WorstFirst, new(1, 3), default))!;

        Assert.Equal(["r3", "r0", "r1"], own.Rows.Items.Select(row => row.Row.Id));
        Assert.Equal(6, own.Rows.Total);
        Assert.Equal((false, 0, false), (strange.MayRead, strange.Rows.Items.Count, strange.MayMark));
        Assert.Equal(18, strange.Line.Judged);
    }
}
