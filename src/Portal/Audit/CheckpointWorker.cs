using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Portal.Audit;

/// <summary>Has a checkpoint signed within seconds of a change, and says loudly when none can be.</summary>
public sealed partial class CheckpointWorker(MakeCheckpoint make, TimeProvider time, ILogger<CheckpointWorker> log) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(15);

    /// <summary>Why nothing is signed any more; null while all is well.</summary>
    public string? Alarm { get; private set; }

    /// <summary>Asks at every turn, though most have nothing to sign: a ledger that was put back from an old copy is noticed by it.</summary>
    public async Task Turn(CancellationToken ct)
    {
        var result = await make.Run(ct);
        Alarm = result.Refusal?.Message;
        if (Alarm is not null)
            Log.NotSigned(log, Alarm);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        do
        {
            try
            {
                await Turn(stoppingToken);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                Log.TurnFailed(log, fault);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private static partial class Log
    {
        [LoggerMessage(1301, LogLevel.Critical, "The ledger is not signed: {Why}")]
        public static partial void NotSigned(ILogger log, string why);

        [LoggerMessage(1302, LogLevel.Error, "No checkpoint could be made; tried again at the next turn")]
        public static partial void TurnFailed(ILogger log, Exception fault);
    }
}
