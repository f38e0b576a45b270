using Portal.Shared;

namespace Portal.Monitoring;

/// <summary>Takes calls of language models; what they cost is settled by the prices that are known when they come.</summary>
public sealed class AcceptCalls(TelemetryIntake intake)
{
    /// <param name="System">The code, AIS-0001.</param>
    /// <param name="Key">The sender's Idempotency-Key.</param>
    /// <param name="Body">A JSON array of rows, or one row a line, unpacked.</param>
    public sealed record Input(string System, string? Key, ReadOnlyMemory<byte> Body);

    public Task<Result<AcceptPredictions.Accepted>> Run(Actor actor, Input input, CancellationToken ct) =>
        intake.Take(actor, new TelemetryPost(TelemetryKind.Calls, input.System, input.Key, input.Body), ct);
}
