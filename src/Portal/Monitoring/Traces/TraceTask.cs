using Portal.Data;
using Portal.Shared;

namespace Portal.Monitoring.Traces;

/// <summary>A trace as one task: what its spans add up to so far.</summary>
public sealed class TraceTask : IVersioned
{
    private TraceTask() { }

    public SystemId System { get; private init; }

    public string Trace { get; private init; } = "";

    public VersionId ModelVersion { get; private init; }

    public TaskSums Sums { get; private set; } = new();

    /// <summary>Two of the sums once more, since lists go by them.</summary>
    public DateTimeOffset StartedAt { get; private set; }

    public long CostMicros { get; private set; }

    /// <summary>When a span of it came last.</summary>
    public DateTimeOffset ChangedAt { get; private set; }

    public int Version { get; private set; }

    internal static TraceTask Of(TaskKey key, VersionId version, TaskSums sums, DateTimeOffset now)
    {
        var task = new TraceTask { System = key.System, Trace = key.Trace, ModelVersion = version };
        task.Become(sums, now);
        return task;
    }

    internal void Become(TaskSums sums, DateTimeOffset now) => (Sums, StartedAt, CostMicros, ChangedAt) = (sums, sums.StartedAt, sums.CostMicros, now);
}

internal readonly record struct TaskKey(SystemId System, string Trace);

/// <summary>Pure: what the spans of one trace come to, in whatever order they arrive.</summary>
public sealed record TaskSums
{
    public DateTimeOffset StartedAt { get; init; } = DateTimeOffset.MaxValue;

    public DateTimeOffset EndedAt { get; init; } = DateTimeOffset.MinValue;

    /// <summary>Of the outermost span that came.</summary>
    public string Name { get; init; } = "";

    public string? Agent { get; init; }

    /// <summary>Whether an agent worked in it, rather than one model being called.</summary>
    public bool IsOfAgent { get; init; }

    public int Calls { get; init; }

    public int Tools { get; init; }

    public int Denied { get; init; }

    public int Unlisted { get; init; }

    public int Failed { get; init; }

    public long InputTokens { get; init; }

    public long OutputTokens { get; init; }

    public long CostMicros { get; init; }

    /// <summary>What an agent does one after the other: calls of models and of tools.</summary>
    public int Steps => Calls + Tools;

    internal TaskSums With(SpanRow row, SpanCount counted)
    {
        var isOutermost = row.Parent is null || Name.Length == 0;
        return this with
        {
            StartedAt = row.Time < StartedAt ? row.Time : StartedAt,
            EndedAt = row.Time.AddMilliseconds(row.DurationMs) is var end && end > EndedAt ? end : EndedAt,
            Name = isOutermost ? row.Name : Name,
            Agent = isOutermost ? row.Agent ?? Agent : Agent ?? row.Agent,
            IsOfAgent = IsOfAgent || row.IsOfAgent,
            Calls = Calls + (row.IsCall ? 1 : 0),
            Tools = Tools + (row.IsTool ? 1 : 0),
            Denied = Denied + (counted.Use == ToolUse.Denied ? 1 : 0),
            Unlisted = Unlisted + (counted.Use == ToolUse.Unlisted ? 1 : 0),
            Failed = Failed + (row.Outcome == Rows.CallOutcome.Ok || counted.Use == ToolUse.Denied ? 0 : 1),
            InputTokens = InputTokens + (row.IsCall ? row.InputTokens : 0),
            OutputTokens = OutputTokens + (row.IsCall ? row.OutputTokens : 0),
            CostMicros = (long)Int128.Min(long.MaxValue, (Int128)CostMicros + (counted.CostMicros ?? 0)),
        };
    }

    /// <summary>What a version's rates gain: a task counts from when an agent is seen in it, with all its steps.</summary>
    internal (int Tasks, int Steps, long CostMicros) GainOver(TaskSums before) => (before.IsOfAgent, IsOfAgent) switch
    {
        (true, _) => (0, Steps - before.Steps, CostMicros - before.CostMicros),
        (false, true) => (1, Steps, CostMicros),
        _ => (0, 0, 0),
    };
}
