using Portal.Shared;

namespace Portal.Monitoring.Rows;

/// <summary>
/// What people make of an output: how they rate it, or whether a reviewer let it stand. The row names the output by its id; unless it
/// also says of which version and when, it counts for the version that serves people, at the time it came.
/// </summary>
internal abstract record ReactionRow(DateTimeOffset? Time, string? Version)
{
    /// <summary>Of the output that it is about.</summary>
    public required string Id { get; init; }
}

internal sealed record FeedbackRow(DateTimeOffset? Time, string? Version, string Rating) : ReactionRow(Time, Version)
{
    private const int LongestRating = 40;
    private const int LongestReason = 2000;

    private static readonly string[] _members = ["id", "rating", "reason", "time", "version"];

    public static Result<IReadOnlyList<FeedbackRow>> Read(ReadOnlySpan<byte> body, DateTimeOffset now) => PlainRows.Read(body, _members, row =>
    {
        var id = row.Text("id", PredictionReader.LongestName);

        // Looked at, and not kept: what people write may say who they are.
        row.MaybeText("reason", LongestReason);
        return new FeedbackRow(
            row.MaybeInstant("time", now - PredictionReader.Oldest, now + PredictionReader.Ahead), row.MaybeText("version", PredictionReader.LongestName), row.Word("rating", LongestRating))
        {
            Id = id,
        };
    });
}

internal enum ReviewOutcome
{
    Upheld = 1,
    Overridden,
}

internal sealed record ReviewRow(DateTimeOffset? Time, string? Version, ReviewOutcome Outcome, double? Seconds) : ReactionRow(Time, Version)
{
    private static readonly string[] _members = ["id", "outcome", "seconds", "time", "version"];

    public static Result<IReadOnlyList<ReviewRow>> Read(ReadOnlySpan<byte> body, DateTimeOffset now) => PlainRows.Read(body, _members, row =>
    {
        var id = row.Text("id", PredictionReader.LongestName);
        return new ReviewRow(
            row.MaybeInstant("time", now - PredictionReader.Oldest, now + PredictionReader.Ahead), row.MaybeText("version", PredictionReader.LongestName),
            row.OneOf<ReviewOutcome>("outcome"), row.MaybeFigure("seconds"))
        {
            Id = id,
        };
    });
}
