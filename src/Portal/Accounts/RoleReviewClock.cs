using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Shared;

namespace Portal.Accounts;

/// <summary>Opens the review of roles when a quarter begins. Of several nodes one succeeds: the quarter has one review.</summary>
public sealed partial class RoleReviewClock(OpenRoleReview open, TimeProvider time, ILogger<RoleReviewClock> log) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(10);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Turns.Repeat(Turn, Period, time, fault => Log.TurnFailed(log, fault), stoppingToken);

    public async Task Turn(CancellationToken ct)
    {
        if (await open.IsDue(ct))
            _ = await open.Run(Actor.System("role-review"), ct);
    }

    private static partial class Log
    {
        [LoggerMessage(1211, LogLevel.Error, "The review of roles could not be opened; tried again at the next turn")]
        public static partial void TurnFailed(ILogger log, Exception fault);
    }
}
