using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Data;
using Portal.Shared;

namespace Portal.Integrations.Notices;

/// <summary>Tells the open bells whose notices came or were read, by whichever node.</summary>
public sealed partial class NoticeWatch(IDbContextFactory<PortalDb> dbs, LiveFeed<NoticesOf> feed, TimeProvider time, ILogger<NoticeWatch> log) : BackgroundService
{
    // A count that rises within a second.
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(500);

    /// <summary>Longer than a change takes from its instant to its commit, and than the clocks of two nodes are apart.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(1);

    private HashSet<(NoticeId, DateTimeOffset)>? _seen;

    /// <summary>Publishes what changed since the turn before; the first one only learns what is there.</summary>
    public async Task Turn(CancellationToken ct)
    {
        var from = time.GetUtcNow() - Overlap;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var rows = await db.Notices.AsNoTracking().Where(notice => notice.ChangedAt >= from).Select(notice => new { notice.Id, notice.Person, notice.ChangedAt }).ToListAsync(ct);
        if (_seen is { } seen)
        {
            foreach (var person in rows.Where(row => !seen.Contains((row.Id, row.ChangedAt))).Select(row => row.Person).Distinct())
                feed.Publish(new NoticesOf(person));
        }

        _seen = [.. rows.Select(row => (row.Id, row.ChangedAt))];
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Turns.Repeat(Turn, Period, time, fault => Log.TurnFailed(log, fault), stoppingToken);

    private static partial class Log
    {
        [LoggerMessage(1105, LogLevel.Error, "Open bells could not be told of notices; tried again at the next turn")]
        public static partial void TurnFailed(ILogger log, Exception fault);
    }
}
