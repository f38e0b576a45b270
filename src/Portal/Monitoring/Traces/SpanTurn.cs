using Portal.Shared;

namespace Portal.Monitoring.Traces;

/// <summary>What one turn of counting found in spans, to be stored with the counts or not at all.</summary>
internal sealed class SpanTurn
{
    private readonly Dictionary<TaskKey, TaskTurn> _tasks = [];
    private readonly HashSet<(TaskKey Task, string Span)> _seen = [];
    private readonly List<TraceSpan> _spans = [];
    private readonly Dictionary<VersionId, UnlistedTool> _unlisted = [];

    public IReadOnlyList<TraceSpan> Spans => _spans;

    public IReadOnlyDictionary<TaskKey, TaskTurn> Tasks => _tasks;

    /// <summary>The first tool of each version that is not on its list.</summary>
    public IEnumerable<UnlistedTool> Unlisted => _unlisted.Values;

    public bool Knows(TaskKey task) => _tasks.ContainsKey(task);

    public void Begin(TaskKey task, TaskTurn turn) => _tasks.Add(task, turn);

    /// <summary>False when it is there already.</summary>
    public bool See(TaskKey task, string span) => _seen.Add((task, span));

    /// <summary>What the task gains by it.</summary>
    public (int Tasks, int Steps, long CostMicros) Add(TaskKey key, SpanRow row, SpanCount counted, DateTimeOffset receivedAt)
    {
        _spans.Add(TraceSpan.Of(key.System, row, counted, receivedAt));
        if (counted.Use == ToolUse.Unlisted && row.Tool is { } tool)
            _unlisted.TryAdd(counted.Version, new UnlistedTool(key, counted.Version, tool));

        var before = _tasks[key];
        var after = before with { Sums = before.Sums.With(row, counted) };
        _tasks[key] = after;
        return after.Sums.GainOver(before.Sums);
    }
}

/// <param name="Read">The number of the stored task when it was read; absent for a new one.</param>
/// <param name="Version">Of the first span.</param>
/// <param name="Sums">With what this turn adds.</param>
internal sealed record TaskTurn(int? Read, VersionId Version, TaskSums Sums);

internal sealed record UnlistedTool(TaskKey Task, VersionId Version, string Tool);
