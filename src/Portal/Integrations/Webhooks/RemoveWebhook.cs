using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Integrations.Webhooks;

/// <summary>Takes a webhook and its secret away. What still waited for it is dead; what was sent stays listed.</summary>
public sealed class RemoveWebhook(IDbContextFactory<PortalDb> dbs, TimeProvider time)
{
    public Task<Result<Done>> Run(Actor actor, WebhookId id, CancellationToken ct) => dbs.WriteAsync<Done>(async db =>
    {
        var now = time.GetUtcNow();
        if (!actor.MayManage())
            return db.Refused(actor, now, "webhook.remove", Webhook.SubjectOf(id), IntegrationAccess.Denied);
        if (await db.Webhooks.SingleOrDefaultAsync(webhook => webhook.Id == id, ct) is not { } webhook)
            return new NotFound("This webhook");

        var waiting = await db.Deliveries.Where(delivery => delivery.Webhook == id && delivery.State == DeliveryState.Waiting).ToListAsync(ct);
        foreach (var delivery in waiting)
            delivery.Abandon();
        db.Webhooks.Remove(webhook);
        db.Record(new EntryDraft(actor, now, "webhook.removed", webhook.Subject)
        {
            Details = new Dictionary<string, string> { ["host"] = webhook.Host, ["waiting"] = waiting.Count.ToString() },
        });
        return new Done();
    }, ct);
}
