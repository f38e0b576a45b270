using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Data;
using Portal.Shared;

namespace Portal.Accounts;

/// <summary>Ends the sessions that nobody uses any more, and reports attempts to sign in that were only counted.</summary>
public sealed partial class SessionKeeper(IDbContextFactory<PortalDb> dbs, Sessions sessions, AccountClock accounts, TimeProvider time, ILogger<SessionKeeper> log) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(2);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Turns.Repeat(Turn, Period, time, fault => Log.TurnFailed(log, fault), stoppingToken);

    /// <summary>Asks before it writes: most turns have nothing to do, and a write holds up everybody.</summary>
    public async Task Turn(CancellationToken ct)
    {
        await accounts.Turn(ct);
        if (await sessions.AnyStale(ct))
            await sessions.EndStale(ct);
        if (await AnyToReport(ct))
            await dbs.WriteAsync<Done>(async db =>
            {
                await RefusedSignIns.Report(db, time.GetUtcNow(), ct);
                return new Done();
            }, ct);
    }

    private async Task<bool> AnyToReport(CancellationToken ct)
    {
        var over = time.GetUtcNow() - TimeSpan.FromMinutes(1);
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.RefusedSignIns.AnyAsync(row => row.Minute <= over, ct);
    }

    private static partial class Log
    {
        [LoggerMessage(1201, LogLevel.Error, "Sessions could not be looked after; tried again at the next turn")]
        public static partial void TurnFailed(ILogger log, Exception fault);
    }
}
