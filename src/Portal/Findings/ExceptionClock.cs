using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Findings;

/// <summary>Ends exceptions whose last day has passed; what rests on them hears of it as an event.</summary>
public sealed partial class ExceptionClock(IDbContextFactory<PortalDb> dbs, TimeProvider time, ILogger<ExceptionClock> log) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);
    private static readonly Actor Portal = Actor.System("exceptions");

    public async Task Turn(CancellationToken ct)
    {
        foreach (var id in await Due(ct))
            _ = await dbs.WriteAsync<Done>(db => End(db, id, ct), ct);
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

    private async Task<IReadOnlyList<ExceptionId>> Due(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Exceptions.AsNoTracking().Where(row => row.EndedAt == null && row.ExpiresAt <= now).OrderBy(row => row.ExpiresAt).Select(row => row.Id).ToListAsync(ct);
    }

    private async Task<Result<Done>> End(PortalDb db, ExceptionId id, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (await db.Exceptions.SingleAsync(row => row.Id == id, ct) is not { EndedAt: null } exception)
            return new NotAllowed("Somebody was quicker.");

        exception.End(ExceptionEnd.Expired, now);
        db.Record(new EntryDraft(Portal, now, "exception.expired", exception.Code));
        db.Raise(new ExceptionExpired(exception.System, exception.Id, exception.Rule.ToString()), now);
        return default(Done);
    }

    private static partial class Log
    {
        [LoggerMessage(1261, LogLevel.Error, "Exceptions could not be ended; tried again at the next turn")]
        public static partial void TurnFailed(ILogger log, Exception fault);
    }
}
