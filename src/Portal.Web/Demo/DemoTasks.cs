using Portal.Monitoring.Traces;

namespace Portal.Web.Demo;

/// <summary>What the code assistant's agent did while it was tried: reviews of changes, each one trace.</summary>
internal static class DemoTasks
{
    public const string Provider = "northlight";
    public const string Model = "northlight-large-2026-08";

    private const ulong Stream = 11;
    private const ulong Golden = 0x9E3779B97F4A7C15;
    private const int MostCalls = 5;
    private const int Prompt = 6200;

    /// <summary>One of so many ends badly: a tool that the agent may read with, and not merge; a model that is busy.</summary>
    private const double ShareDenied = 0.12;
    private const double ShareBusy = 0.03;

    private static readonly (string Tool, double Weight)[] _tools = [("repository", 0.6), ("tests", 0.2), ("review", 0.2)];

    /// <summary>Follows from the task's beginning alone.</summary>
    public static IReadOnlyList<SentSpan> Review(DateTimeOffset begin)
    {
        var minute = (ulong)(begin.ToUnixTimeSeconds() / 60);
        var chance = Chance.Of(Stream, minute, 0);
        var (spans, at, trace) = (new List<SentSpan>(), begin, $"{unchecked(minute * Golden):x16}{minute:x16}");
        var calls = 2 + (int)(chance.Share() * MostCalls);
        for (var call = 0; call < calls; call++)
        {
            var isBusy = chance.Share() < ShareBusy;
            at = Add(spans, trace, $"chat {Model}", at.AddMilliseconds(40), 1.5 + (chance.Share() * 4), Call(call, chance.Share(), isBusy));
            if (call == calls - 1 || isBusy)
                continue;
            var tool = chance.OneOf(_tools);
            at = Add(spans, trace, $"execute_tool {tool}", at.AddMilliseconds(15), 0.2 + (chance.Share() * (tool == "tests" ? 9 : 1)), Tool(tool, tool == "review" && chance.Share() < ShareDenied / 0.2));
        }

        return [Span(trace, 1, 0, "Review a change", begin, at.AddMilliseconds(30), [("gen_ai.operation.name", "invoke_agent"), ("gen_ai.agent.name", "code-reviewer")]), .. spans];
    }

    private static DateTimeOffset Add(List<SentSpan> spans, string trace, string name, DateTimeOffset from, double seconds, (string Name, object Value)[] attributes)
    {
        var to = from.AddSeconds(seconds);
        spans.Add(Span(trace, spans.Count + 2, 1, name, from, to, attributes));
        return to;
    }

    /// <summary>Each call reads again what the ones before it said; from the second on most of that comes from the cache.</summary>
    private static (string, object)[] Call(int number, double share, bool isBusy)
    {
        var input = (long)(Prompt * (1 + (number * (0.6 + share))));
        (string, object)[] said = [("gen_ai.operation.name", "chat"), ("gen_ai.provider.name", Provider), ("gen_ai.request.model", Model)];
        return isBusy
            ? [.. said, ("error.type", "rate_limit")]
            : [.. said, ("gen_ai.usage.input_tokens", input), ("gen_ai.usage.cache_read.input_tokens", number == 0 ? 0L : input * 3 / 4), ("gen_ai.usage.output_tokens", 180 + (long)(share * 900))];
    }

    private static (string, object)[] Tool(string tool, bool isDenied) =>
        [("gen_ai.operation.name", "execute_tool"), ("gen_ai.tool.name", tool), .. isDenied ? [("error.type", "permission_denied")] : Array.Empty<(string, object)>()];

    private static SentSpan Span(string trace, int number, int parent, string name, DateTimeOffset from, DateTimeOffset to, (string Name, object Value)[] attributes)
    {
        var all = new SpanAttributes();
        foreach (var (key, value) in attributes)
            all.Add(key, value);
        return new SentSpan
        {
            Trace = trace,
            Id = $"{number:x16}",
            Parent = parent == 0 ? "" : $"{parent:x16}",
            Name = name,
            Start = Nanoseconds(from),
            End = Nanoseconds(to),
            Attributes = all,
        };
    }

    private static ulong Nanoseconds(DateTimeOffset at) => (ulong)(at - DateTimeOffset.UnixEpoch).Ticks * 100;
}
