using Portal.Monitoring.Traces;
using Portal.Shared;

namespace Portal.Monitoring.Rows;

/// <summary>What the intake has to know of a post's rows: how many, and the versions as they name them, each once.</summary>
/// <param name="Count">Of rows.</param>
/// <param name="Versions">In the order in which the rows first name them; an empty name stands for the version that serves.</param>
/// <param name="FirstRow">The first row, from 1, that names each.</param>
internal sealed record NamedRows(int Count, IReadOnlyList<string> Versions, IReadOnlyList<int> FirstRow)
{
    public static Result<NamedRows> Read(TelemetryKind kind, ReadOnlySpan<byte> body, DateTimeOffset now, RunName? run) => kind switch
    {
        TelemetryKind.Predictions => PredictionReader.Read(body, now, run is null ? PredictionReader.Oldest : PredictionReader.OldestInRun).Succeeded(out var batch, out var fault) ? Of(batch) : fault,
        TelemetryKind.Calls => CallRow.Read(body, now).Succeeded(out var calls, out var fault) ? Of([.. calls.Select(call => call.Version)]) : fault,
        TelemetryKind.Feedback => FeedbackRow.Read(body, now).Succeeded(out var feedback, out var fault) ? Of([.. feedback.Select(NameOf)]) : fault,
        TelemetryKind.Reviews => ReviewRow.Read(body, now).Succeeded(out var reviews, out var fault) ? Of([.. reviews.Select(NameOf)]) : fault,
        TelemetryKind.Spans => SpanRow.Read(body, now).Succeeded(out var spans, out var fault) ? Of([.. spans.Select(span => span.Version ?? "")]) : fault,
        // A label goes to whoever predicted its id.
        TelemetryKind.Labels => LabelRow.Read(body, now).Succeeded(out var labels, out var fault) ? new NamedRows(labels.Count, [], []) : fault,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>The name by which the intake found the version of a row.</summary>
    public static string NameOf(ReactionRow row) => row.Version ?? "";

    /// <summary>Each name once, in the order in which they come.</summary>
    public static IReadOnlyList<string> Names(IEnumerable<string> versions) => [.. versions.Distinct(StringComparer.Ordinal)];

    private static NamedRows Of(PredictionBatch batch)
    {
        var first = new int[batch.Versions.Count];
        for (var row = batch.Rows - 1; row >= 0; row--)
            first[batch.VersionOf(row)] = row + 1;
        return new NamedRows(batch.Rows, batch.Versions, first);
    }

    private static Result<NamedRows> Of(IReadOnlyList<string> versions)
    {
        var names = Names(versions);
        return names.Count <= PredictionReader.MostVersions
            ? new NamedRows(versions.Count, names, [.. names.Select(name => versions.TakeWhile(version => version != name).Count() + 1)])
            : new Invalid("body", $"A post is about at most {PredictionReader.MostVersions} versions. No row was taken.");
    }
}
