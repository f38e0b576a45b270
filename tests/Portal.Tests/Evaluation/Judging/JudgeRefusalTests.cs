using Portal.Data;
using Portal.Evaluation.Judging;
using Portal.Integrations.Outgoing;
using Portal.Policies;
using Portal.Shared;
using Portal.Tests.Shared;

namespace Portal.Tests.Evaluation.Judging;

public sealed class JudgeRefusalTests
{
    [Theory]
    [InlineData("{\"id\":\"a\"}", "rows[0].output")]
    [InlineData("{\"output\":\"x\"}", "rows[0].id")]
    [InlineData("{\"id\":\"a\",\"output\":7}", "rows[0].output")]
    [InlineData("{\"id\":\"a\",\"output\":\"x\",\"context\":[1]}", "rows[0].context")]
    [InlineData("{\"id\":\"a\",\"output\":\"x\",\"answer\":\"y\"}", "rows[0]")]
    [InlineData("{\"id\":\"a\",\"output\":\"x\\u202e\"}", "rows[0].output")]
    [InlineData("{\"id\":\"a\",\"output\":\"\\ud800\"}", "rows[0]")]
    [InlineData("{\"id\":\"a\",\"output\":\"x\"}\n{\"id\":\"a\",\"output\":\"x\"}", "rows[1].id")]
    [InlineData("[1]", "rows[0]")]
    [InlineData("{", "rows[0]")]
    [InlineData("", "rows")]
    [InlineData("{\"id\":\"a\",\"output\":\"x\"}", "rows")]
    public async Task Rows_that_cannot_be_judged_are_refused_by_name(string rows, string field)
    {
        await using var desk = await JudgeDesk.On(DatabaseProvider.Sqlite);

        var refusal = Assert.IsType<Invalid>((await desk.Request(rows)).Refusal);

        Assert.Equal(field, refusal.Faults[0].Field);
    }

    [Fact]
    public async Task Every_fault_of_the_terms_is_named()
    {
        await using var desk = await JudgeDesk.On(DatabaseProvider.Sqlite);

        var refusal = Assert.IsType<Invalid>((await desk.Request(JudgeDesk.Rows(1), new JudgeTerms("", "http://10.0.0.1", " ", [new(Metric.Accuracy, "")], 0, 0))).Refusal);

        Assert.Equal(["dataset", "endpoint", "model", "mostCalls", "mostTokens", "metrics", "rubrics"], refusal.Faults.Select(fault => fault.Field));
    }

    [Theory]
    [InlineData("https://169.254.169.254/v1")]
    [InlineData("https://user:secret@judge.example")]
    [InlineData("ftp://judge.example")]
    [InlineData("https://judge.example/v1?key=1")]
    [InlineData("judge")]
    public async Task An_address_that_is_not_called_is_refused(string endpoint)
    {
        await using var desk = await JudgeDesk.On(DatabaseProvider.Sqlite);

        var refusal = Assert.IsType<Invalid>((await desk.Request(JudgeDesk.Rows(1), desk.Terms with { Endpoint = endpoint })).Refusal);

        Assert.Equal("endpoint", Assert.Single(refusal.Faults).Field);
    }

    [Theory]
    [InlineData("https://judge.example", "https://judge.example/v1/chat/completions")]
    [InlineData("https://judge.example/", "https://judge.example/v1/chat/completions")]
    [InlineData("https://judge.example/openai/v1/", "https://judge.example/openai/v1/chat/completions")]
    [InlineData("http://localhost:11434/v1", "http://localhost:11434/v1/chat/completions")]
    public void A_bare_host_has_its_chat_under_v1(string endpoint, string chat) =>
        Assert.Equal(chat, (JudgeTerms.None with { Endpoint = endpoint }).ChatAddress.ToString());

    [Theory]
    [InlineData("{\"score\":0.5,\"reason\":\"Half.\"}", nameof(JudgementKind.Score))]
    [InlineData("{\"score\":1,\"reason\":\"Whole.\",\"more\":1}", nameof(JudgementKind.Score))]
    [InlineData("{\"score\":1.01,\"reason\":\"More.\"}", nameof(JudgementKind.Unreadable))]
    [InlineData("{\"score\":-1,\"reason\":\"Less.\"}", nameof(JudgementKind.Unreadable))]
    [InlineData("{\"score\":1e999,\"reason\":\"Much.\"}", nameof(JudgementKind.Unreadable))]
    [InlineData("{\"score\":\"1\",\"reason\":\"A word.\"}", nameof(JudgementKind.Unreadable))]
    [InlineData("{\"score\":1,\"reason\":\"\"}", nameof(JudgementKind.Unreadable))]
    [InlineData("{\"score\":1}", nameof(JudgementKind.Unreadable))]
    [InlineData("[1]", nameof(JudgementKind.Unreadable))]
    [InlineData("Good.", nameof(JudgementKind.Unreadable))]
    public void Only_a_score_from_0_to_1_with_a_reason_is_one(string content, string kind) =>
        Assert.Equal((kind, 100L), (ChatAnswer.Read(JudgeDesk.Says(content).Body, 0).Kind.ToString(), ChatAnswer.Read(JudgeDesk.Says(content).Body, 0).Tokens));

    [Theory]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("[]")]
    [InlineData("{\"choices\":[]}")]
    [InlineData("{\"choices\":[{\"message\":{\"content\":null}}],\"usage\":7}")]
    [InlineData("{\"choices\":[{\"message\":\"x\"}],\"usage\":{\"total_tokens\":-1}}")]
    public void What_is_no_chat_is_unreadable(string body) =>
        Assert.Equal(JudgementKind.Unreadable, ChatAnswer.Read(body, 400).Kind);

    [Fact]
    public async Task A_judge_that_does_not_answer_in_time_is_asked_later()
    {
        await using var judge = Receiver.Start();
        judge.Answer = async post =>
        {
            await Task.Delay(TimeSpan.FromSeconds(5));
            return JudgeDesk.Score(post);
        };
        using var client = new JudgeClient(new OutgoingRules(new OutgoingOptions { AllowedHosts = ["127.0.0.1"] }), TimeProvider.System, TimeSpan.FromMilliseconds(200));

        var judgement = await client.Ask(new JudgeCall(judge.Address, "slow", null, new Rubric(Metric.Safety, "Any."), new JudgeRow("r", null, "x", null), 1), default);

        Assert.Equal((JudgementKind.Later, "No answer within 0.2 seconds."), (judgement.Kind, judgement.Words));
    }

    [Fact]
    public void A_run_moves_along_its_table_and_no_other_way() =>
        Assert.Equal(
            ["Queued Running", "Queued Stopped", "Running Done", "Running Stopped", "Running Failed"],
            from one in Enum.GetValues<JudgeRunState>() from other in Enum.GetValues<JudgeRunState>() where JudgeRunMoves.CanMove(one, other) select $"{one} {other}");

    [Fact]
    public void A_changed_word_is_another_rubric()
    {
        var terms = JudgeTerms.None with { Rubrics = [new(Metric.Safety, "Safe?"), new(Metric.Relevance, "To the point?")] };

        Assert.Equal(terms.RubricDigest, (terms with { Rubrics = [terms.Rubrics[1], terms.Rubrics[0]] }).RubricDigest);
        Assert.NotEqual(terms.RubricDigest, (terms with { Rubrics = [new(Metric.Safety, "Safe"), terms.Rubrics[1]] }).RubricDigest);
    }

    [Fact]
    public void Nobody_chooses_which_rows_are_looked_at()
    {
        var (rows, rubric) = (Digest.Of("rows"u8), Digest.Of("rubric"u8));

        Assert.Equal(20, JudgeSample.Of(rows, rubric, 100).Distinct().Count());
        Assert.Equal(JudgeSample.Of(rows, rubric, 100), JudgeSample.Of(rows, rubric, 100));
        Assert.NotEqual(JudgeSample.Of(rows, rubric, 100), JudgeSample.Of(Digest.Of("other"u8), rubric, 100));
        Assert.Equal([0, 1, 2], JudgeSample.Of(rows, rubric, 3));
    }
}
