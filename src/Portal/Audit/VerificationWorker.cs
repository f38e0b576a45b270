using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Portal.Audit;

/// <summary>Verifies the ledger at start, first what came since the last checkpoint, then in the background the whole, and again each day.</summary>
public sealed partial class VerificationWorker(LedgerSeal seal, TimeProvider time, ILogger<VerificationWorker> log) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromDays(1);

    /// <summary>What is done at start, up to the first of the daily ones.</summary>
    public async Task Start(CancellationToken ct)
    {
        Tell(await seal.VerifyTail(ct));
        Tell(await seal.VerifyWhole(ct));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        await Guarded(Start, stoppingToken);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await Guarded(async ct => Tell(await seal.VerifyWhole(ct)), stoppingToken);
    }

    private async Task Guarded(Func<CancellationToken, Task> verify, CancellationToken ct)
    {
        try
        {
            await verify(ct);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Log.Failed(log, fault);
        }
    }

    private void Tell(SealState state)
    {
        foreach (var broken in state.Verdict.Breaks)
            Log.Broken(log, broken);
        if (state.Verdict.Holds)
            Log.Verified(log, state.Verdict.Checked, state.IsWhole ? "the whole ledger" : "since the last checkpoint");
    }

    private static partial class Log
    {
        [LoggerMessage(1311, LogLevel.Critical, "The ledger does not verify: {Broken}")]
        public static partial void Broken(ILogger log, string broken);

        [LoggerMessage(1312, LogLevel.Information, "Verified {Entries} entries, {Which}")]
        public static partial void Verified(ILogger log, long entries, string which);

        [LoggerMessage(1313, LogLevel.Error, "The ledger could not be verified; tried again tomorrow or when somebody asks")]
        public static partial void Failed(ILogger log, Exception fault);
    }
}
