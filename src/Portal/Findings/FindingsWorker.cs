using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Shared;

namespace Portal.Findings;

/// <summary>Looks at what falls due: findings, and the last days of exceptions.</summary>
public sealed partial class FindingsWorker(FindingClock findings, ExceptionClock exceptions, TimeProvider time, ILogger<FindingsWorker> log) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    public async Task Turn(CancellationToken ct)
    {
        await exceptions.Turn(ct);
        await findings.Turn(ct);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Turns.Repeat(Turn, Period, time, fault => Log.TurnFailed(log, fault), stoppingToken);

    private static partial class Log
    {
        [LoggerMessage(1261, LogLevel.Error, "What falls due of findings and exceptions could not be looked at; tried again at the next turn")]
        public static partial void TurnFailed(ILogger log, Exception fault);
    }
}
