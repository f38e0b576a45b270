using Portal.Shared;

namespace Portal.Monitoring.Rows;

/// <summary>What turned out to be right of a prediction, and of whom it was where the sender may know that.</summary>
internal sealed record LabelRow(string Id, string Label, string? Group)
{
    public const int LongestGroup = 60;

    private static readonly string[] _members = ["id", "time", "label", "group"];

    public static Result<IReadOnlyList<LabelRow>> Read(ReadOnlySpan<byte> body, DateTimeOffset now) => PlainRows.Read(body, _members, row =>
    {
        // When it became known; the cohort is that of the prediction.
        row.MaybeInstant("time", DateTimeOffset.UnixEpoch, now + PredictionReader.Ahead);
        return new LabelRow(row.Text("id", PredictionReader.LongestName), row.NumberOrText("label", PredictionReader.LongestText), row.MaybeText("group", LongestGroup));
    });
}
