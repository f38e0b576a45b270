using Portal.Shared;

namespace Portal.Monitoring;

/// <summary>
/// Takes a post of predictions: whole or not at all, and durable when it says so. Folding comes after; an acknowledged row is
/// counted exactly once whatever happens in between.
/// </summary>
public sealed class AcceptPredictions(TelemetryIntake intake)
{
    public const int LargestBody = 16 * 1024 * 1024;
    public const int LongestKey = 200;

    /// <summary>So many posts may wait to be folded; then senders are asked to wait.</summary>
    public const int MostWaiting = 400;

    /// <param name="System">The code, AIS-0001.</param>
    /// <param name="Key">The sender's Idempotency-Key.</param>
    /// <param name="Body">A JSON array of rows, or one row a line, unpacked.</param>
    public sealed record Input(string System, string? Key, ReadOnlyMemory<byte> Body)
    {
        /// <summary>The scoring run that the rows belong to; without one they are what happens now.</summary>
        public RunName? Run { get; init; }
    }

    public sealed record Accepted(int Rows)
    {
        /// <summary>Whether the system is not in the register, and the rows wait until somebody claims or dismisses them.</summary>
        public bool IsQuarantined { get; init; }
    }

    public Task<Result<Accepted>> Run(Actor actor, Input input, CancellationToken ct) =>
        intake.Take(actor, new TelemetryPost(TelemetryKind.Predictions, input.System, input.Key, input.Body) { Run = input.Run }, ct);
}
