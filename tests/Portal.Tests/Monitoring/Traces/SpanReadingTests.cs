using Portal.Monitoring.Rows;
using Portal.Monitoring.Traces;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Monitoring.Traces;

public sealed class SpanReadingTests
{
    [Theory]
    [InlineData("gen_ai.provider.name", "gen_ai.response.model", "gen_ai.usage.input_tokens", "gen_ai.usage.cache_read.input_tokens", "gen_ai.usage.cache_write.input_tokens", "gen_ai.usage.output_tokens")]
    [InlineData("gen_ai.system", "gen_ai.request.model", "gen_ai.usage.prompt_tokens", "gen_ai.usage.cache_read_input_tokens", "gen_ai.usage.cache_creation.input_tokens", "gen_ai.usage.completion_tokens")]
    [InlineData("gen_ai.system", "llm.model_name", "llm.usage.prompt_tokens", "llm.usage.cache_read_input_tokens", "gen_ai.usage.cache_creation_input_tokens", "llm.usage.completion_tokens")]
    [InlineData("gen_ai.system", "llm.model_name", "llm.token_count.prompt", "gen_ai.usage.cache_read.input_tokens", "gen_ai.usage.cache_write.input_tokens", "llm.token_count.completion")]
    public void Names_of_every_age_say_the_same(string provider, string model, string input, string read, string written, string output)
    {
        var row = Read(Spans.Span(House.Noon, 1, (provider, "OpenAI"), (model, "gpt-4o"), (input, 100L), (read, 30L), (written, 20L), (output, 7L)));

        Assert.Equal(("openai", "gpt-4o", 100, 30, 20, 7), (row.Provider, row.Model, row.InputTokens, row.CacheReadTokens, row.CacheWriteTokens, row.OutputTokens));
        Assert.Equal((true, "chat", 1000.0, House.Noon), (row.IsCall, row.Operation, row.DurationMs, row.Time));
    }

    [Fact]
    public void The_name_of_today_goes_before_the_one_it_had()
    {
        var row = Read(Spans.Span(House.Noon, 1, ("gen_ai.usage.prompt_tokens", 1L), ("gen_ai.usage.input_tokens", 2L), ("gen_ai.request.model", "gpt-4o"), ("gen_ai.response.model", "gpt-4o-2024-08-06")));

        Assert.Equal((2, "gpt-4o-2024-08-06", "gpt-4o"), (row.InputTokens, row.Model, row.AskedModel));
    }

    [Fact]
    public void A_call_is_blocked_when_its_answer_was_filtered_and_failed_when_an_error_is_named_or_its_status_says_so()
    {
        (string, object) model = ("gen_ai.request.model", "gpt-4o");

        Assert.Equal(CallOutcome.Ok, Read(Spans.Span(House.Noon, 1, model, ("gen_ai.response.finish_reasons", new List<string> { "stop" }))).Outcome);
        Assert.Equal(CallOutcome.Blocked, Read(Spans.Span(House.Noon, 1, model, ("gen_ai.response.finish_reasons", new List<string> { "stop", "content_filter" }))).Outcome);
        Assert.Equal(CallOutcome.Blocked, Read(Spans.Span(House.Noon, 1, model, ("error.type", "content_filter")) with { HasFailed = true }).Outcome);
        Assert.Equal(CallOutcome.Error, Read(Spans.Span(House.Noon, 1, model, ("error.type", "RateLimitError"))).Outcome);
        Assert.Equal(CallOutcome.Error, Read(Spans.Span(House.Noon, 1, model) with { HasFailed = true }).Outcome);
    }

    [Fact]
    public void An_agents_frame_is_no_call_although_it_repeats_tokens_and_a_tool_has_a_name()
    {
        var agent = Read(Spans.Agent(Spans.TraceOf(1), House.Noon, 1));
        var framework = Read(Spans.Span(House.Noon, 1, ("traceloop.span.kind", "tool"), ("traceloop.entity.name", "search")));
        var nameless = Read(Spans.Span(House.Noon, 1, ("gen_ai.operation.name", "chat")));

        Assert.Equal((false, true, "Clerk"), (agent.IsCall, agent.IsOfAgent, agent.Agent));
        Assert.Equal((false, true, "search"), (framework.IsCall, framework.IsTool, framework.Tool));
        Assert.Equal((true, "unknown"), (nameless.IsCall, nameless.Model));
        Assert.False(SpanReading.Concerns(Spans.Span(House.Noon, 1, ("error.type", "timeout"))));
    }

    [Fact]
    public void An_evaluation_is_a_score_and_one_of_a_label_alone_is_none()
    {
        var row = Read(Spans.Span(House.Noon, 1, ("gen_ai.request.model", "m")) with
        {
            Evaluations = [Spans.Attributes(("gen_ai.evaluation.name", "relevance"), ("gen_ai.evaluation.score.value", 0.5)), Spans.Attributes(("gen_ai.evaluation.name", "tone"))],
        });

        Assert.Equal(("relevance", 0.5), Assert.Single(row.NamedScores));
    }

    public static TheoryData<string, Func<SentSpan, SentSpan>> Bad => new()
    {
        { "trace id", span => span with { Trace = "" } },
        { "trace id", span => span with { Trace = new string('0', 32) } },
        { "trace id", span => span with { Trace = new string('g', 32) } },
        { "its id", span => span with { Id = "00f067aa0ba902b" } },
        { "its id", span => span with { Id = new string('0', 16) } },
        { "parent", span => span with { Parent = "x" } },
        { "before it began", span => span with { End = span.Start - 1 } },
        { "days ago", span => span with { Start = 0 } },
        { "days ago", span => span with { Start = Spans.Nanoseconds(House.Noon.AddDays(-31)) } },
        { "in the future", span => span with { End = ulong.MaxValue } },
        { "in the future", span => span with { Start = ulong.MaxValue, End = ulong.MaxValue } },
        { "in the future", span => span with { Start = Spans.Nanoseconds(House.Noon.AddMinutes(11)), End = Spans.Nanoseconds(House.Noon.AddMinutes(12)) } },
        { "seven days", span => span with { Start = Spans.Nanoseconds(House.Noon.AddDays(-8)) } },
        { "attributes or events", span => span with { HasTooMany = true } },
        { "tokens", span => With(span, ("gen_ai.usage.input_tokens", -1L)) },
        { "tokens", span => With(span, ("gen_ai.usage.input_tokens", double.NaN)) },
        { "tokens", span => With(span, ("gen_ai.usage.output_tokens", long.MaxValue)) },
        { "tokens", span => With(span, ("gen_ai.usage.output_tokens", "many")) },
        { "the model", span => With(span, ("gen_ai.request.model", new string('m', 101))) },
        { "the model", span => With(span, ("gen_ai.request.model", "gpt\0")) },
        { "evaluations", span => span with { Evaluations = [Spans.Attributes(("gen_ai.evaluation.name", "x"), ("gen_ai.evaluation.score.value", double.PositiveInfinity))] } },
        { "evaluations", span => span with { Evaluations = [Spans.Attributes(("gen_ai.evaluation.score.value", 1.0))] } },
    };

    [Theory, MemberData(nameof(Bad))]
    public void What_cannot_be_is_refused_with_its_reason(string reason, Func<SentSpan, SentSpan> spoil)
    {
        var refusal = SpanReading.Read(spoil(Spans.Call(Spans.TraceOf(1), House.Noon, 1)), null, House.Noon).Refusal;

        Assert.Contains(reason, Assert.IsType<Invalid>(refusal).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_is_only_shown_is_shortened_and_what_cannot_be_shown_is_left_out()
    {
        var row = Read(Spans.Span(House.Noon, 1, ("gen_ai.request.model", "m"), ("gen_ai.agent.name", "a\u202Eb")) with { Name = new string('n', 300) });

        Assert.Equal((100, (string?)null), (row.Name.Length, row.Agent));
    }

    [Fact]
    public void What_is_written_is_what_is_read()
    {
        var row = Read(Spans.Call(Spans.TraceOf(1), House.Noon.AddTicks(1234567), 1) with { Evaluations = [Spans.Attributes(("gen_ai.evaluation.name", "relevance"), ("gen_ai.evaluation.score.value", 0.5))] });

        var read = Assert.Single(SpanRow.Read(SpanRow.Write([row]), House.Noon).Value);

        Assert.Equal(row with { Scores = null }, read with { Scores = null });
        Assert.Equal(row.NamedScores, read.NamedScores);
    }

    private static SentSpan With(SentSpan span, (string Name, object Value) attribute) => span with { Attributes = Spans.Attributes(("gen_ai.request.model", "m"), attribute) };

    private static SpanRow Read(SentSpan span) => SpanReading.Read(span, null, House.Noon).Value;
}
