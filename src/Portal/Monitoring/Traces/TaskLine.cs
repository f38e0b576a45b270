namespace Portal.Monitoring.Traces;

/// <summary>Which tasks are listed.</summary>
public enum TaskFilter
{
    All = 1,

    /// <summary>An agent used a tool that it may not use.</summary>
    Denied,

    Failed,

    /// <summary>What cost most comes first.</summary>
    Costly,
}

/// <summary>One task in a list.</summary>
public sealed record TaskLine(string Trace, string Version, TaskSums Sums)
{
    public TimeSpan Took => Sums.EndedAt - Sums.StartedAt;
}

/// <param name="Tasks">In the filter's order.</param>
/// <param name="Next">What the next page begins after; absent on the last.</param>
public sealed record TaskPage(IReadOnlyList<TaskLine> Tasks, string? Next);

/// <summary>A task with its spans, each under the one that it is part of.</summary>
/// <param name="Task">What they come to.</param>
/// <param name="Spans">The first of them, in the order of a tree.</param>
/// <param name="All">How many there are.</param>
public sealed record TaskView(TaskLine Task, IReadOnlyList<SpanLine> Spans, int All);

/// <param name="Span">What was counted.</param>
/// <param name="Depth">Under how many others it lies.</param>
public sealed record SpanLine(TraceSpan Span, int Depth);
