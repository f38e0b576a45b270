using Portal.Monitoring.Traces;
using Portal.Reports.Tables;

namespace Portal.Reports;

/// <summary>Tasks of agents and models as a table; the cost in whole units of the organisation's currency.</summary>
internal static class TaskTable
{
    private const double Micros = 1_000_000;

    public static IReadOnlyList<TableColumn<TaskLine>> Columns { get; } =
    [
        new("trace", "Trace", line => line.Trace),
        new("name", "Task", line => line.Sums.Name),
        new("agent", "Agent", line => line.Sums.Agent),
        new("version", "Version", line => line.Version),
        new("startedAt", "Began at, UTC", line => (DateTimeOffset?)line.Sums.StartedAt),
        new("milliseconds", "Took, ms", line => (double?)line.Took.TotalMilliseconds),
        new("calls", "Calls of models", line => (long?)line.Sums.Calls),
        new("tools", "Uses of tools", line => (long?)line.Sums.Tools),
        new("unlisted", "Tools not on its list", line => (long?)line.Sums.Unlisted),
        new("denied", "Tools denied", line => (long?)line.Sums.Denied),
        new("failed", "Errors", line => (long?)line.Sums.Failed),
        new("inputTokens", "Tokens in", line => (long?)line.Sums.InputTokens),
        new("outputTokens", "Tokens out", line => (long?)line.Sums.OutputTokens),
        new("cost", "Cost", line => (double?)(line.Sums.CostMicros / Micros)),
    ];
}
