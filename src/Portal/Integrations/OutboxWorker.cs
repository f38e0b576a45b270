using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Data;
using Portal.Integrations.Webhooks;
using Portal.Shared;

namespace Portal.Integrations;

/// <summary>Makes deliveries of what the ledger tells, sends what is due, and forgets what arrived or was told long ago.</summary>
public sealed class OutboxWorker(IDbContextFactory<PortalDb> dbs, SpreadEvents spread, Outbox outbox, TimeProvider time, ILogger<OutboxWorker> log) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan CountEvery = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Kept = TimeSpan.FromDays(90);
    private const int MostForgotten = 500;

    private DateTimeOffset _countAgain;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Turns.Repeat(Turn, Period, time, fault => Log.TurnFailed(log, fault), stoppingToken);
        }
        finally
        {
            await outbox.Finish();
        }
    }

    private async Task Turn(CancellationToken ct)
    {
        await spread.Turn(ct);
        await outbox.Begin(ct);
        await KeepHouse(ct);
    }

    /// <summary>Counts what waits, for whoever watches the portal, and forgets what arrived or was told long ago.</summary>
    public async Task KeepHouse(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (now < _countAgain)
            return;

        _countAgain = now + CountEvery;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var waiting = await db.Deliveries.Where(row => row.State == DeliveryState.Waiting).GroupBy(row => row.Kind)
            .Select(group => new { Kind = group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Kind, group => group.Count, ct);
        foreach (var kind in Enum.GetValues<DeliveryKind>())
            Instruments.DeliveriesWait(kind.ToString(), waiting.GetValueOrDefault(kind));

        var old = now - Kept;
        var forgotten = await db.Deliveries.Where(row => row.State == DeliveryState.Delivered && row.DeliveredAt < old).OrderBy(row => row.DeliveredAt).Take(MostForgotten).ToListAsync(ct);
        db.Deliveries.RemoveRange(forgotten);
        var notices = await db.Notices.Where(row => row.ChangedAt < old).OrderBy(row => row.ChangedAt).Take(MostForgotten).ToListAsync(ct);
        db.Notices.RemoveRange(notices);
        if (forgotten.Count + notices.Count > 0)
            await db.SaveChangesAsync(ct);
    }
}

internal static partial class Log
{
    [LoggerMessage(1102, LogLevel.Error, "The outbox could not be looked after; tried again at the next turn")]
    public static partial void TurnFailed(ILogger log, Exception fault);

    [LoggerMessage(1103, LogLevel.Error, "An attempt to deliver ended in a fault; it is tried again when its lease is over")]
    public static partial void LaneFailed(ILogger log, Exception fault);

    [LoggerMessage(1104, LogLevel.Warning, "The outcome of delivery {Delivery} could not be kept: somebody else had taken it")]
    public static partial void OutcomeLost(ILogger log, DeliveryId delivery);
}
