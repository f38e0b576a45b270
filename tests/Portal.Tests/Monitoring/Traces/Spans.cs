using Portal.Monitoring.Traces;

namespace Portal.Tests.Monitoring.Traces;

/// <summary>Spans as exporters send them.</summary>
internal static class Spans
{
    public static SentSpan Span(DateTimeOffset at, int number, params (string Name, object Value)[] attributes) => In(TraceOf(1), at, number, attributes);

    public static SentSpan In(string trace, DateTimeOffset at, int number, params (string Name, object Value)[] attributes) => new()
    {
        Trace = trace,
        Id = IdOf(number),
        Name = $"span {number}",
        Start = Nanoseconds(at),
        End = Nanoseconds(at.AddSeconds(1)),
        Attributes = Attributes(attributes),
    };

    /// <summary>A call of a million tokens in, of which none was cached.</summary>
    public static SentSpan Call(string trace, DateTimeOffset at, int number) =>
        In(trace, at, number, ("gen_ai.operation.name", "chat"), ("gen_ai.provider.name", "openai"), ("gen_ai.request.model", "gpt-4o-mini"), ("gen_ai.usage.input_tokens", 1000L), ("gen_ai.usage.output_tokens", 100L));

    public static SentSpan Tool(string trace, DateTimeOffset at, int number, string name) =>
        In(trace, at, number, ("gen_ai.operation.name", "execute_tool"), ("gen_ai.tool.name", name)) with { Parent = IdOf(1) };

    public static SentSpan Agent(string trace, DateTimeOffset at, int number) =>
        In(trace, at, number, ("gen_ai.operation.name", "invoke_agent"), ("gen_ai.agent.name", "Clerk"), ("gen_ai.usage.input_tokens", 99_000L));

    public static SpanAttributes Attributes(params (string Name, object Value)[] attributes)
    {
        var all = new SpanAttributes();
        foreach (var (name, value) in attributes)
            all.Add(name, value);
        return all;
    }

    public static SentSpans Of(string system, params SentSpan[] spans) => new(Attributes(("portal.system", system)), spans);

    public static string TraceOf(int number) => $"{number:x32}";

    public static string IdOf(int number) => $"{number:x16}";

    public static ulong Nanoseconds(DateTimeOffset at) => (ulong)(at - DateTimeOffset.UnixEpoch).Ticks * 100;
}
