using Portal.Monitoring.Rows;
using Portal.Monitoring.Traces;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Monitoring.Traces;

public sealed class TaskSumsTests
{
    private static readonly VersionId Version = new(Guid.CreateVersion7());

    private static readonly (SentSpan Span, ToolUse? Use)[] Sent =
    [
        (Spans.Agent(Spans.TraceOf(1), House.Noon, 1) with { End = Spans.Nanoseconds(House.Noon.AddSeconds(9)) }, null),
        (Spans.Call(Spans.TraceOf(1), House.Noon.AddSeconds(1), 2) with { Parent = Spans.IdOf(1) }, null),
        (Spans.Tool(Spans.TraceOf(1), House.Noon.AddSeconds(3), 3, "search"), ToolUse.Allowed),
        (Spans.Tool(Spans.TraceOf(1), House.Noon.AddSeconds(5), 4, "delete"), ToolUse.Unlisted),
    ];

    [Theory]
    [InlineData(0, 1, 2, 3)]
    [InlineData(3, 2, 1, 0)]
    [InlineData(1, 3, 0, 2)]
    public void In_whatever_order_its_spans_come_a_task_is_the_same_and_counts_once(params int[] order)
    {
        var (sums, gained) = (new TaskSums(), (Tasks: 0, Steps: 0, Cost: 0L));
        foreach (var index in order)
        {
            var row = SpanReading.Read(Sent[index].Span, null, House.Noon).Value;
            var next = sums.With(row, new SpanCount(Version, row.IsCall ? 210 : null, Sent[index].Use));
            var (tasks, steps, cost) = next.GainOver(sums);
            (sums, gained) = (next, (gained.Tasks + tasks, gained.Steps + steps, gained.Cost + cost));
        }

        Assert.Equal((1, 3, 210L), gained);
        Assert.Equal(("span 1", "Clerk", 1, 2, 1, 1000L, 210L), (sums.Name, sums.Agent, sums.Calls, sums.Tools, sums.Unlisted, sums.InputTokens, sums.CostMicros));
        Assert.Equal((House.Noon, House.Noon.AddSeconds(9)), (sums.StartedAt, sums.EndedAt));
    }

    [Fact]
    public void A_trace_without_an_agent_is_no_task_of_the_rates()
    {
        var row = SpanReading.Read(Spans.Call(Spans.TraceOf(1), House.Noon, 1), null, House.Noon).Value;

        var sums = new TaskSums().With(row, new SpanCount(Version, 210, null));

        Assert.Equal((0, 0, 0L), sums.GainOver(new TaskSums()));
        Assert.Equal(CallOutcome.Ok, row.Outcome);
    }

    [Fact]
    public void Spans_stand_under_their_parents_and_one_that_is_its_own_ancestor_at_the_root()
    {
        TraceSpan Of(int number, int? parent, int second) => TraceSpan.Of(
            default, SpanReading.Read(Spans.Call(Spans.TraceOf(1), House.Noon.AddSeconds(second), number) with { Parent = parent is { } id ? Spans.IdOf(id) : "" }, null, House.Noon).Value,
            new SpanCount(Version, null, null), House.Noon);

        var lines = SpanTree.Of([Of(1, null, 0), Of(2, 1, 3), Of(3, 1, 1), Of(4, 3, 2), Of(5, 99, 4), Of(6, 7, 5), Of(7, 6, 6), Of(8, 8, 7)]);

        Assert.Equal([(1, 0), (3, 1), (4, 2), (2, 1), (5, 0), (6, 0), (7, 1), (8, 0)], lines.Select(line => (Convert.ToInt32(line.Span.Span, 16), line.Depth)));
    }
}
