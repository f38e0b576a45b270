using Portal.Shared;

namespace Portal.Monitoring;

/// <summary>Takes what came of outputs: what turned out to be right, people's feedback, a reviewer's verdicts.</summary>
public sealed class AcceptReactions(TelemetryIntake intake)
{
    /// <param name="Kind">Labels, feedback or reviews.</param>
    /// <param name="System">The code, AIS-0001.</param>
    /// <param name="Key">The sender's Idempotency-Key.</param>
    /// <param name="Body">A JSON array of rows, or one row a line, unpacked.</param>
    public sealed record Input(TelemetryKind Kind, string System, string? Key, ReadOnlyMemory<byte> Body);

    public Task<Result<AcceptPredictions.Accepted>> Run(Actor actor, Input input, CancellationToken ct) =>
        intake.Take(actor, new TelemetryPost(input.Kind, input.System, input.Key, input.Body), ct);
}
