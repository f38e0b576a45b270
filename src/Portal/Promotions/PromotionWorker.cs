using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Shared;

namespace Portal.Promotions;

/// <summary>Has the clock of requests looked at.</summary>
public sealed partial class PromotionWorker(PromotionClock clock, TimeProvider time, ILogger<PromotionWorker> log) : BackgroundService
{
    // What closes at an instant is seen to close at it.
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Turns.Repeat(clock.Turn, Period, time, fault => Log.TurnFailed(log, fault), stoppingToken);

    private static partial class Log
    {
        [LoggerMessage(1401, LogLevel.Error, "The clock of requests could not be looked at; tried again at the next turn")]
        public static partial void TurnFailed(ILogger log, Exception fault);
    }
}
