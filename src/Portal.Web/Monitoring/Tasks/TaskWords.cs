using System.Globalization;
using Portal.Monitoring.Traces;
using Portal.Shared;
using Portal.Web.Ui;

namespace Portal.Web.Monitoring.Tasks;

/// <summary>Tasks and their spans in words.</summary>
internal static class TaskWords
{
    private const double Millionths = 1e6;

    /// <summary>As in the address; without one all are shown.</summary>
    public static readonly IReadOnlyList<(TaskFilter Filter, string Key, string Title)> Filters =
    [
        (TaskFilter.All, "", "All"),
        (TaskFilter.Denied, "denied", "Denied tools"),
        (TaskFilter.Failed, "failed", "Errors"),
        (TaskFilter.Costly, "costly", "Most expensive"),
    ];

    public static TaskFilter FilterOf(string? key) => Filters.FirstOrDefault(one => one.Key == key) is { Title: not null } known ? known.Filter : TaskFilter.All;

    public static string KeyOf(TaskFilter filter) => Filters.Single(one => one.Filter == filter).Key;

    public static string Page(string code, TaskFilter filter = TaskFilter.All, string? after = null)
    {
        var query = new[] { filter == TaskFilter.All ? null : $"show={KeyOf(filter)}", after is null ? null : $"after={Uri.EscapeDataString(after)}" }.OfType<string>().ToList();
        return $"monitoring/{Uri.EscapeDataString(code)}/tasks" + (query.Count > 0 ? "?" + string.Join('&', query) : "");
    }

    public static string Page(string code, string trace) => $"monitoring/{Uri.EscapeDataString(code)}/tasks/{Uri.EscapeDataString(trace)}";

    public static string Empty(TaskFilter filter) => filter switch
    {
        TaskFilter.Denied => "No task used a tool that it may not use",
        TaskFilter.Failed => "No task has an error",
        TaskFilter.Costly => "No task has a cost",
        _ => "No trace has come yet",
    };

    /// <summary>In the organisation's currency; small ones with four digits.</summary>
    public static string Money(long? micros) => micros is not { } amount ? "no price" : (amount / Millionths) switch
    {
        0 => "0",
        >= 1 and var money => money.ToString("N2", CultureInfo.InvariantCulture),
        < 0.0001 => "< 0.0001",
        var money => money.ToString("0.0000", CultureInfo.InvariantCulture),
    };

    public static string Took(double milliseconds) => milliseconds switch
    {
        < 1000 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds:0} ms"),
        < 60_000 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 1000:0.0} s"),
        < 3_600_000 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 60_000:0.0} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 3_600_000:0.0} h"),
    };

    public static string Of(string operation) => operation switch
    {
        "chat" or "generate_content" or "text_completion" => "Model call",
        "embeddings" => "Embedding",
        "execute_tool" => "Tool",
        "invoke_agent" => "Agent",
        "create_agent" => "Agent made",
        "invoke_workflow" => "Workflow",
        var other => other.Replace('_', ' '),
    };

    public static (StatusKind Kind, string Word) Look(TraceSpan span) => (span.Use, span.Outcome) switch
    {
        (ToolUse.Unlisted, _) => (StatusKind.Fail, "Not on its list"),
        (ToolUse.Denied, _) => (StatusKind.Warn, "Denied"),
        (_, SpanOutcome.Blocked) => (StatusKind.Warn, "Blocked"),
        (_, SpanOutcome.Flagged) => (StatusKind.Warn, "Flagged"),
        (_, SpanOutcome.Error) => (StatusKind.Fail, "Error"),
        _ => (StatusKind.Pass, "Ok"),
    };

    /// <summary>What is to be said of a task first; null when all went well.</summary>
    public static (StatusKind Kind, string Word)? Look(TaskSums sums) => sums switch
    {
        { Unlisted: > 0 } => (StatusKind.Fail, sums.Unlisted == 1 ? "A tool not on its list" : $"{sums.Unlisted} tools not on its list"),
        { Denied: > 0 } => (StatusKind.Warn, sums.Denied == 1 ? "A tool denied" : $"{sums.Denied} tools denied"),
        { Failed: > 0 } => (StatusKind.Warn, "Errors"),
        _ => null,
    };

    public static string Sentence(TaskLine task) =>
        $"{Plural.Of(task.Sums.Calls, "call of a model", "calls of models")} and {Plural.Of(task.Sums.Tools, "use of a tool", "uses of tools")} in {Took(task.Took.TotalMilliseconds)}, for {Money(task.Sums.CostMicros)}.";
}
