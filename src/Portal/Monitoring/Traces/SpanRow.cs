using System.Text.Json;
using System.Text.Json.Serialization;
using Portal.Monitoring.Rows;
using Portal.Shared;

namespace Portal.Monitoring.Traces;

/// <summary>A span as it is kept until it is counted: one form, under whatever names it came.</summary>
internal sealed record SpanRow(string Trace, string Span, string? Parent, DateTimeOffset Time, double DurationMs, string? Version, string Name, string Operation, CallOutcome Outcome)
{
    /// <summary>Days of work at once: longer, something else is wrong.</summary>
    public const double LongestMs = 7.0 * 24 * 3600 * 1000;
    public const long MostTokens = 1_000_000_000;
    public const int LongestTrace = 32;
    public const int LongestSpan = 16;

    public string? Model { get; init; }

    /// <summary>The model that was asked for: often the price list knows it by this name.</summary>
    public string? AskedModel { get; init; }

    public string? Provider { get; init; }

    public long InputTokens { get; init; }

    public long CacheReadTokens { get; init; }

    public long CacheWriteTokens { get; init; }

    public long OutputTokens { get; init; }

    public string? Tool { get; init; }

    /// <summary>The tool was there, and the caller was not let.</summary>
    public bool Refused { get; init; }

    public string? Agent { get; init; }

    public string? Error { get; init; }

    public IReadOnlyDictionary<string, double>? Scores { get; init; }

    [JsonIgnore]
    public bool IsTool => Operation == SpanNames.ExecuteTool;

    [JsonIgnore]
    public bool IsCall => Model is not null && !IsTool && !SpanNames.IsFrame(Operation);

    /// <summary>Work of an agent: what it belongs to is a task.</summary>
    [JsonIgnore]
    public bool IsOfAgent => IsTool || SpanNames.IsFrame(Operation);

    [JsonIgnore]
    public IEnumerable<(string Name, double Value)> NamedScores => Scores?.Select(score => (score.Key, score.Value)) ?? [];

    private static readonly string[] _members =
    [
        "trace", "span", "parent", "time", "durationMs", "version", "name", "operation", "outcome", "model", "askedModel", "provider",
        "inputTokens", "cacheReadTokens", "cacheWriteTokens", "outputTokens", "tool", "refused", "agent", "error", "scores",
    ];

    /// <summary>One a line.</summary>
    public static byte[] Write(IReadOnlyList<SpanRow> rows)
    {
        using var written = new MemoryStream();
        foreach (var row in rows)
        {
            JsonSerializer.Serialize(written, row, SpanRowJson.Default.SpanRow);
            written.WriteByte((byte)'\n');
        }

        return written.ToArray();
    }

    public static Result<IReadOnlyList<SpanRow>> Read(ReadOnlySpan<byte> body, DateTimeOffset now) => PlainRows.Read(body, _members, row => new SpanRow(
        row.Text("trace", LongestTrace), row.Text("span", LongestSpan), row.MaybeText("parent", LongestSpan),
        row.Instant("time", now - PredictionReader.Oldest, now + PredictionReader.Ahead), row.Figure("durationMs"), row.MaybeText("version", PredictionReader.LongestName),
        row.Text("name", PredictionReader.LongestName), row.Text("operation", PredictionReader.LongestName), row.OneOf<CallOutcome>("outcome"))
    {
        Model = row.MaybeText("model", PredictionReader.LongestName),
        AskedModel = row.MaybeText("askedModel", PredictionReader.LongestName),
        Provider = row.MaybeText("provider", PredictionReader.LongestName),
        InputTokens = row.Count("inputTokens", MostTokens),
        CacheReadTokens = row.Count("cacheReadTokens", MostTokens),
        CacheWriteTokens = row.Count("cacheWriteTokens", MostTokens),
        OutputTokens = row.Count("outputTokens", MostTokens),
        Tool = row.MaybeText("tool", PredictionReader.LongestName),
        Refused = row.Truth("refused"),
        Agent = row.MaybeText("agent", PredictionReader.LongestName),
        Error = row.MaybeText("error", PredictionReader.LongestName),
        Scores = row.Figures("scores", PredictionReader.LongestName).ToDictionary(score => score.Name, score => score.Value),
    });

    /// <summary>The call that it is, of the model whose price is known.</summary>
    public CallRow ToCall(Func<string, string, bool> isPriced)
    {
        var (provider, model) = (Provider ?? "unknown", Model ?? "unknown");
        return new CallRow(
            Time, Version ?? "", AskedModel is { } asked && !isPriced(provider, model) && isPriced(provider, asked) ? asked : model, provider,
            InputTokens, CacheReadTokens, CacheWriteTokens, OutputTokens, DurationMs, Outcome, [.. NamedScores]);
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SpanRow))]
internal sealed partial class SpanRowJson : JsonSerializerContext;
