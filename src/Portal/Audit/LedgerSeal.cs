namespace Portal.Audit;

/// <summary>What a verification found; a whole one looked at every entry, the other at those since the last checkpoint.</summary>
public sealed record SealState(LedgerVerdict Verdict, bool IsWhole, DateTimeOffset At);

/// <summary>
/// What is known of the ledger by verifying it: at start, in the background, daily, and when somebody asks. One verification at a time; who
/// asks while one runs gets what that one finds.
/// </summary>
public sealed class LedgerSeal(VerifyLedger whole, VerifyTail tail, TimeProvider time)
{
    private readonly Lock _one = new();
    private Task<SealState>? _running;

    /// <summary>Null until the first verification since the start has ended.</summary>
    public SealState? Last { get; private set; }

    /// <summary>The last whole one since the start.</summary>
    public SealState? LastWhole { get; private set; }

    /// <summary>How many entries the verification that runs now has looked at; null when none runs.</summary>
    public long? Progress { get; private set; }

    /// <summary>What is broken, as far as it is known; null while nothing is.</summary>
    public string? Fault => new[] { Last, LastWhole }.OfType<SealState>().FirstOrDefault(state => !state.Verdict.Holds) is { Verdict.Breaks: [var first, ..] breaks }
        ? breaks.Count == 1 ? $"The ledger does not verify: {first}" : $"The ledger does not verify: {first} And {breaks.Count - 1} more."
        : null;

    /// <summary>What came since the last checkpoint.</summary>
    public async Task<SealState> VerifyTail(CancellationToken ct) => Last = new SealState(await tail.Run(ct), IsWhole: false, time.GetUtcNow());

    /// <summary>Every entry, checkpoint and tile. Giving up waiting does not stop it: others may wait too.</summary>
    public Task<SealState> VerifyWhole(CancellationToken ct)
    {
        lock (_one)
        {
            if (_running is not { IsCompleted: false })
                _running = Task.Run(RunWhole, CancellationToken.None);
            return _running.WaitAsync(ct);
        }
    }

    private async Task<SealState> RunWhole()
    {
        try
        {
            Progress = 0;
            var verdict = await whole.Run(done => Progress = done, CancellationToken.None);
            return Last = LastWhole = new SealState(verdict, IsWhole: true, time.GetUtcNow());
        }
        finally
        {
            Progress = null;
        }
    }
}
