using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Data;
using Portal.Shared;

namespace Portal.Integrations;

/// <summary>Brings events to the reactions, in the order in which they were raised, at least once.</summary>
public sealed class EventDelivery(IDbContextFactory<PortalDb> dbs, IServiceProvider services, TimeProvider time, ILogger<EventDelivery> log) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(250);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Turns.Repeat(Turn, Period, time, fault => Log.DeliveryFailed(log, fault), stoppingToken);

    /// <summary>Delivers everything that waits. A reaction that fails is tried again at the next turn, and what comes after it waits.</summary>
    public async Task Turn(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        foreach (var waiting in await db.Events.Where(row => !row.Delivered).OrderBy(row => row.Id).Take(100).ToListAsync(ct))
        {
            await Deliver(waiting.Read(), ct);
            waiting.MarkDelivered();
            await db.SaveChangesAsync(ct);
        }
    }

    private Task Deliver(PortalEvent what, CancellationToken ct) => what switch
    {
        EntryPublished published => React(published, ct),
        VersionReleased released => React(released, ct),
        SystemRetired retired => React(retired, ct),
        ExceptionExpired expired => React(expired, ct),
        FindingClaimed claimed => React(claimed, ct),
        FindingOverdue overdue => React(overdue, ct),
        PolicyPublished published => React(published, ct),
        CardApproved approved => React(approved, ct),
        BaselineMade made => React(made, ct),
        AlertRaised raised => React(raised, ct),
        QualityFell fell => React(fell, ct),
        PersonLeft left => React(left, ct),
        _ => throw new InvalidOperationException($"Nobody knows the event '{what.GetType().Name}'."),
    };

    private async Task React<T>(T what, CancellationToken ct) where T : PortalEvent
    {
        foreach (var reaction in services.GetServices<IReaction<T>>())
            await reaction.React(what, ct);
    }
}

internal static partial class Log
{
    [LoggerMessage(1101, LogLevel.Error, "An event could not be delivered; it is tried again")]
    public static partial void DeliveryFailed(ILogger log, Exception fault);
}
