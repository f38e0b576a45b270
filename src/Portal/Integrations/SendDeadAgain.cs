using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Integrations;

/// <summary>Gives everything that was given up another round, once what was in its way is mended.</summary>
public sealed class SendDeadAgain(IDbContextFactory<PortalDb> dbs, TimeProvider time)
{
    /// <summary>One transaction stays short; what is left is there for the next time.</summary>
    public const int MostAtOnce = 500;

    /// <summary>How many go again.</summary>
    public Task<Result<int>> Run(Actor actor, CancellationToken ct) => dbs.WriteAsync<int>(async db =>
    {
        var now = time.GetUtcNow();
        if (!actor.MayManage())
            return db.Refused(actor, now, "delivery.send-dead-again", "deliveries", IntegrationAccess.Denied);

        var dead = await Dead(db).OrderBy(row => row.CreatedAt).Take(MostAtOnce).ToListAsync(ct);
        if (dead.Count == 0)
            return 0;

        foreach (var delivery in dead)
            delivery.SendAgain(now);
        db.Record(new EntryDraft(actor, now, "delivery.dead-sent-again", "deliveries")
        {
            Details = new Dictionary<string, string> { ["count"] = dead.Count.ToString(CultureInfo.InvariantCulture) },
        });
        return dead.Count;
    }, ct);

    /// <summary>All but those whose webhook is gone.</summary>
    internal static IQueryable<Delivery> Dead(PortalDb db) =>
        db.Deliveries.Where(row => row.State == DeliveryState.Dead && (row.Webhook == null || db.Webhooks.Any(webhook => webhook.Id == row.Webhook)));
}
