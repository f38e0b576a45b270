using Portal.Monitoring.Traces;
using Portal.Shared;

namespace Portal.Monitoring.Rows;

/// <summary>The rows of a post, read once: the intake checks them, and what counts them takes them as they are.</summary>
/// <param name="Names">What the intake has to know of them.</param>
internal abstract record TelemetryRows(NamedRows Names)
{
    /// <summary>About how many bytes they take while they wait.</summary>
    public abstract long Weight { get; }

    /// <param name="kind">What the rows are about.</param>
    /// <param name="body">As it came.</param>
    /// <param name="at">When it came: what was in time then still is.</param>
    /// <param name="run">The scoring run that they belong to.</param>
    public static Result<TelemetryRows> Read(TelemetryKind kind, ReadOnlySpan<byte> body, DateTimeOffset at, RunName? run) => kind switch
    {
        TelemetryKind.Predictions => PredictionReader.Read(body, at, run is null ? PredictionReader.Oldest : PredictionReader.OldestInRun).Succeeded(out var batch, out var fault)
            ? new PredictionRows(NamedRows.Of(batch), batch)
            : fault,
        TelemetryKind.Calls => CallRow.Read(body, at).Succeeded(out var calls, out var fault) ? Named(calls, call => call.Version, names => new CallRows(names, calls)) : fault,
        TelemetryKind.Feedback => FeedbackRow.Read(body, at).Succeeded(out var feedback, out var fault) ? Named(feedback, NamedRows.NameOf, names => new FeedbackRows(names, feedback)) : fault,
        TelemetryKind.Reviews => ReviewRow.Read(body, at).Succeeded(out var reviews, out var fault) ? Named(reviews, NamedRows.NameOf, names => new ReviewRows(names, reviews)) : fault,
        TelemetryKind.Spans => SpanRow.Read(body, at).Succeeded(out var spans, out var fault) ? Named(spans, span => span.Version ?? "", names => new SpanRows(names, spans)) : fault,
        // A label goes to whoever predicted its id.
        TelemetryKind.Labels => LabelRow.Read(body, at).Succeeded(out var labels, out var fault) ? new LabelRows(new NamedRows(labels.Count, [], []), labels) : fault,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    private static Result<TelemetryRows> Named<T>(IReadOnlyList<T> rows, Func<T, string> nameOf, Func<NamedRows, TelemetryRows> make) =>
        NamedRows.Of([.. rows.Select(nameOf)]).Succeeded(out var names, out var fault) ? make(names) : fault;
}

internal sealed record PredictionRows(NamedRows Names, PredictionBatch Batch) : TelemetryRows(Names)
{
    public override long Weight => Batch.Weight;
}

internal sealed record CallRows(NamedRows Names, IReadOnlyList<CallRow> Calls) : TelemetryRows(Names)
{
    public override long Weight => Calls.Count * 400L;
}

internal sealed record FeedbackRows(NamedRows Names, IReadOnlyList<FeedbackRow> Feedback) : TelemetryRows(Names)
{
    public override long Weight => Feedback.Count * 160L;
}

internal sealed record ReviewRows(NamedRows Names, IReadOnlyList<ReviewRow> Reviews) : TelemetryRows(Names)
{
    public override long Weight => Reviews.Count * 160L;
}

internal sealed record LabelRows(NamedRows Names, IReadOnlyList<LabelRow> Labels) : TelemetryRows(Names)
{
    public override long Weight => Labels.Count * 240L;
}

internal sealed record SpanRows(NamedRows Names, IReadOnlyList<SpanRow> Spans) : TelemetryRows(Names)
{
    public override long Weight => Spans.Count * 800L;
}
