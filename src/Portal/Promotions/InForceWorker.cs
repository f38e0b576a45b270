using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Shared;

namespace Portal.Promotions;

/// <summary>Has what is in force looked at: pilots by what they may take, production by whether what was decided is what runs.</summary>
public sealed partial class InForceWorker(PilotWatch pilots, ReleaseWatch releases, TimeProvider time, ILogger<InForceWorker> log) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(5);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Turns.Repeat(
        async ct =>
        {
            await pilots.Turn(ct);
            await releases.Turn(ct);
        },
        Period, time, fault => Log.TurnFailed(log, fault), stoppingToken);

    private static partial class Log
    {
        [LoggerMessage(1402, LogLevel.Error, "What is in force could not be looked at; tried again at the next turn")]
        public static partial void TurnFailed(ILogger log, Exception fault);
    }
}
