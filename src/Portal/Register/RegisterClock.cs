using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Shared;

namespace Portal.Register;

/// <summary>Looks at what falls due in the register: reviews, and the last days of what is temporary.</summary>
public sealed partial class RegisterClock(ReviewReminders reviews, EndReminders ends, TimeProvider time, ILogger<RegisterClock> log) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(10);

    public async Task Turn(CancellationToken ct)
    {
        await reviews.Turn(ct);
        await ends.Turn(ct);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Turns.Repeat(Turn, Period, time, fault => Log.TurnFailed(log, fault), stoppingToken);

    private static partial class Log
    {
        [LoggerMessage(1251, LogLevel.Error, "What falls due in the register could not be looked at; tried again at the next turn")]
        public static partial void TurnFailed(ILogger log, Exception fault);
    }
}
