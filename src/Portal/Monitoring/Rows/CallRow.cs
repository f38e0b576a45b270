using Portal.Shared;

namespace Portal.Monitoring.Rows;

/// <summary>How a call of a language model ended.</summary>
internal enum CallOutcome
{
    Ok = 1,
    Error,
    Blocked,
    Flagged,
}

/// <summary>One call of a language model. The input's tokens hold those that were read from a cache or written to it.</summary>
internal sealed record CallRow(
    DateTimeOffset Time, string Version, string Model, string Provider, long InputTokens, long CacheReadTokens, long CacheWriteTokens, long OutputTokens,
    double LatencyMs, CallOutcome Outcome, IReadOnlyList<(string Name, double Value)> Scores)
{
    /// <summary>A thousand times what the largest model takes.</summary>
    private const long MostTokens = 1_000_000_000;

    private static readonly string[] _members =
        ["id", "time", "version", "model", "provider", "inputTokens", "cacheReadTokens", "cacheWriteTokens", "outputTokens", "latencyMs", "outcome", "scores"];

    public static Result<IReadOnlyList<CallRow>> Read(ReadOnlySpan<byte> body, DateTimeOffset now) => PlainRows.Read(body, _members, row =>
    {
        row.Text("id", PredictionReader.LongestName);
        return new CallRow(
            row.Instant("time", now - PredictionReader.Oldest, now + PredictionReader.Ahead),
            row.Text("version", PredictionReader.LongestName),
            row.Text("model", PredictionReader.LongestName),
            row.Text("provider", PredictionReader.LongestName),
            row.Count("inputTokens", MostTokens),
            row.MaybeCount("cacheReadTokens", MostTokens) ?? 0,
            row.MaybeCount("cacheWriteTokens", MostTokens) ?? 0,
            row.Count("outputTokens", MostTokens),
            row.Figure("latencyMs"),
            row.OneOf<CallOutcome>("outcome"),
            row.Figures("scores", PredictionReader.LongestName));
    });
}
