using Portal.Shared;

namespace Portal.Monitoring.Traces;

/// <summary>What an agent's use of a tool was: allowed, refused to the agent, or of a tool that its version does not have.</summary>
public enum ToolUse
{
    Allowed = 1,
    Denied,
    Unlisted,
}

/// <summary>A span that was counted. As long as its row is there, the same span is not counted again.</summary>
public sealed class TraceSpan
{
    private TraceSpan() { }

    public SystemId System { get; private init; }

    public string Trace { get; private init; } = "";

    public string Span { get; private init; } = "";

    public string? Parent { get; private init; }

    public VersionId ModelVersion { get; private init; }

    public DateTimeOffset StartedAt { get; private init; }

    public double DurationMs { get; private init; }

    public DateTimeOffset ReceivedAt { get; private init; }

    public string Name { get; private init; } = "";

    public string Operation { get; private init; } = "";

    public string? Agent { get; private init; }

    public string? Model { get; private init; }

    public long InputTokens { get; private init; }

    public long CachedTokens { get; private init; }

    public long OutputTokens { get; private init; }

    /// <summary>In millionths; absent where the price list does not know the model.</summary>
    public long? CostMicros { get; private init; }

    public SpanOutcome Outcome { get; private init; }

    public string? Error { get; private init; }

    public string? Tool { get; private init; }

    public ToolUse? Use { get; private init; }

    internal static TraceSpan Of(SystemId system, SpanRow row, SpanCount counted, DateTimeOffset receivedAt) => new()
    {
        System = system,
        Trace = row.Trace,
        Span = row.Span,
        Parent = row.Parent,
        ModelVersion = counted.Version,
        StartedAt = row.Time,
        DurationMs = row.DurationMs,
        ReceivedAt = receivedAt,
        Name = row.Name,
        Operation = row.Operation,
        Agent = row.Agent,
        Model = row.Model,
        InputTokens = row.InputTokens,
        CachedTokens = row.CacheReadTokens + row.CacheWriteTokens,
        OutputTokens = row.OutputTokens,
        CostMicros = counted.CostMicros,
        Outcome = (SpanOutcome)row.Outcome,
        Error = row.Error,
        Tool = row.Tool,
        Use = counted.Use,
    };
}

public enum SpanOutcome
{
    Ok = 1,
    Error,
    Blocked,
    Flagged,
}

/// <summary>What a span came to when it was counted.</summary>
internal sealed record SpanCount(VersionId Version, long? CostMicros, ToolUse? Use);
