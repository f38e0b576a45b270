using System.Collections.Frozen;

namespace Portal.Monitoring.Traces;

/// <summary>
/// The names of OpenTelemetry's conventions for generative AI, those of today first and then the ones before: they are still in
/// development, and what is in use is of every age.
/// </summary>
internal static class SpanNames
{
    public static readonly string[] System = ["portal.system"];
    public static readonly string[] Service = ["service.name"];
    public static readonly string[] Version = ["portal.version"];
    public static readonly string[] ServiceVersion = ["service.version"];

    public static readonly string[] Operation = ["gen_ai.operation.name"];
    public static readonly string[] OlderOperation = ["traceloop.span.kind", "llm.request.type"];
    public static readonly string[] Provider = ["gen_ai.provider.name", "gen_ai.system"];
    public static readonly string[] Model = ["gen_ai.response.model", "gen_ai.request.model", "llm.model_name"];
    public static readonly string[] AskedModel = ["gen_ai.request.model", "llm.model_name"];
    public static readonly string[] Input = ["gen_ai.usage.input_tokens", "gen_ai.usage.prompt_tokens", "llm.usage.prompt_tokens", "llm.token_count.prompt"];
    public static readonly string[] CacheRead = ["gen_ai.usage.cache_read.input_tokens", "gen_ai.usage.cache_read_input_tokens", "llm.usage.cache_read_input_tokens"];
    public static readonly string[] CacheWrite =
        ["gen_ai.usage.cache_write.input_tokens", "gen_ai.usage.cache_creation.input_tokens", "gen_ai.usage.cache_creation_input_tokens", "llm.usage.cache_creation_input_tokens"];
    public static readonly string[] Output = ["gen_ai.usage.output_tokens", "gen_ai.usage.completion_tokens", "llm.usage.completion_tokens", "llm.token_count.completion"];
    public static readonly string[] FinishReasons = ["gen_ai.response.finish_reasons", "gen_ai.completion.0.finish_reason", "llm.response.finish_reason"];
    public static readonly string[] Error = ["error.type"];
    public static readonly string[] Tool = ["gen_ai.tool.name"];
    public static readonly string[] Agent = ["gen_ai.agent.name"];
    public static readonly string[] Entity = ["traceloop.entity.name"];

    public static readonly string[] EvaluationName = ["gen_ai.evaluation.name"];
    public static readonly string[] EvaluationScore = ["gen_ai.evaluation.score.value"];

    public static readonly FrozenSet<string> All = new[]
    {
        System, Service, Version, ServiceVersion, Operation, OlderOperation, Provider, Model, AskedModel, Input, CacheRead, CacheWrite, Output, FinishReasons, Error, Tool, Agent,
        Entity, EvaluationName, EvaluationScore,
    }.SelectMany(names => names).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>A span that has none of these is about something else.</summary>
    public static readonly string[] OfModels = [.. Operation, .. OlderOperation, .. Provider, .. Model, .. Tool];

    public const string InvokeAgent = "invoke_agent";
    public const string ExecuteTool = "execute_tool";

    /// <summary>What frames the calls of an agent. It repeats their tokens, which are counted where they were used.</summary>
    public static bool IsFrame(string operation) => operation is InvokeAgent or "create_agent" or "invoke_workflow";

    /// <summary>One word for what other conventions call otherwise.</summary>
    public static string OperationOf(string said) => said.ToLowerInvariant() switch
    {
        "agent" => InvokeAgent,
        "workflow" or "task" => "invoke_workflow",
        "tool" => ExecuteTool,
        "completion" => "text_completion",
        "embedding" => "embeddings",
        var other => other,
    };

    /// <summary>Providers as the price list names them.</summary>
    public static string ProviderOf(string said) => said.ToLowerInvariant() switch
    {
        "gemini" or "vertex_ai" or "vertexai" or "gcp.gemini" or "gcp.gen_ai" or "gcp.vertex_ai" => "google",
        var other => other,
    };

    public static bool IsBlocked(IEnumerable<string> finishReasons, string? error) =>
        finishReasons.Contains("content_filter", StringComparer.OrdinalIgnoreCase) || error?.Replace("_", "", StringComparison.Ordinal).Contains("contentfilter", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>Whether a tool failed since the caller may not use it.</summary>
    public static bool IsRefusal(string? error) => error?.ToLowerInvariant() is "denied" or "forbidden" or "unauthorized" or "not_allowed" or "permission_denied" or "tool_denied" or "access_denied";
}
