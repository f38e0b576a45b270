using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Portal.Monitoring;

/// <summary>Counts what comes in as it comes, and once a day forgets what is old.</summary>
public sealed class MonitoringEngine(
    FoldTelemetry fold, ForgetTelemetry forget, SeriesStore series, TelemetryBell bell, TimeProvider time, ILogger<MonitoringEngine> log) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private DateTimeOffset _forgotten = DateTimeOffset.MinValue;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Turn(stoppingToken);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                Log.TurnFailed(log, fault);
                await Task.Delay(Look, time, stoppingToken);
            }

            await bell.Wait(Look, time, stoppingToken);
        }
    }

    /// <summary>Counts everything that waits.</summary>
    public async Task Turn(CancellationToken ct)
    {
        while (await fold.Run(ct) > 0)
        {
            // As long as posts wait, the next ones are counted at once.
        }

        // What another node has counted.
        await series.Refresh(ct);
        if (time.GetUtcNow() - _forgotten < Day)
            return;

        await forget.Run(ct);
        _forgotten = time.GetUtcNow();
    }
}

internal static partial class Log
{
    [LoggerMessage(1301, LogLevel.Error, "Telemetry could not be counted; it waits and is tried again")]
    public static partial void TurnFailed(ILogger log, Exception fault);
}
