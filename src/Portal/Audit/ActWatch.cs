using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Data;
using Portal.Shared;

namespace Portal.Audit;

/// <summary>That something was done, as the ledger names it; who shows it reads it again.</summary>
public sealed record RecordedAct(string Action, string Subject)
{
    public bool IsOf(params ReadOnlySpan<string> kinds)
    {
        foreach (var kind in kinds)
            if (Action.StartsWith(kind, StringComparison.Ordinal))
                return true;
        return false;
    }
}

/// <summary>
/// Tells the open pages what was recorded, by whichever node: every change has its entry, so the ledger's head is the one place to look at.
/// </summary>
public sealed partial class ActWatch(IDbContextFactory<PortalDb> dbs, LiveFeed<RecordedAct> acts, TimeProvider time, ILogger<ActWatch> log) : BackgroundService
{
    private const int MostAtOnce = 500;
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private long? _seen;

    /// <summary>Publishes what was recorded since the turn before; the first one only learns where the ledger stands.</summary>
    public async Task Turn(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var size = await db.LedgerHeads.Select(head => head.Size).SingleAsync(ct);
        _seen ??= size;
        while (_seen is { } seen && seen < size)
        {
            var recorded = await db.Entries.AsNoTracking().Where(entry => entry.Index >= seen && entry.Index < size).OrderBy(entry => entry.Index).Take(MostAtOnce)
                .Select(entry => new RecordedAct(entry.Action, entry.Subject)).ToListAsync(ct);
            foreach (var act in recorded.Distinct())
                acts.Publish(act);
            _seen = recorded.Count == 0 ? size : seen + recorded.Count;
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Turns.Repeat(Turn, Period, time, fault => Log.TurnFailed(log, fault), stoppingToken);

    private static partial class Log
    {
        [LoggerMessage(1301, LogLevel.Error, "Open pages could not be told what was recorded; tried again at the next turn")]
        public static partial void TurnFailed(ILogger log, Exception fault);
    }
}
