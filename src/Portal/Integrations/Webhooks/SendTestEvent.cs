using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Integrations.Webhooks;

/// <summary>Sends a webhook an event that means nothing, to see whether it arrives and is understood.</summary>
public sealed class SendTestEvent(IDbContextFactory<PortalDb> dbs, PortalOptions options, TimeProvider time)
{
    public Task<Result<DeliveryId>> Run(Actor actor, WebhookId id, CancellationToken ct) => dbs.WriteAsync<DeliveryId>(async db =>
    {
        var now = time.GetUtcNow();
        if (!actor.MayManage())
            return db.Refused(actor, now, "webhook.test", Webhook.SubjectOf(id), IntegrationAccess.Denied);
        if (await db.Webhooks.SingleOrDefaultAsync(webhook => webhook.Id == id, ct) is not { } webhook)
            return new NotFound("This webhook");
        if (webhook.State == WebhookState.Off)
            return new NotAllowed("The webhook is off: enable it first.");

        var delivery = DeliveryId.New(now);
        db.Deliveries.Add(Delivery.OfEvent(webhook, delivery, CloudEvent.Test(delivery, options.PublicUrl, now), now));
        db.Record(new EntryDraft(actor, now, "webhook.tested", webhook.Subject) { Details = new Dictionary<string, string> { ["host"] = webhook.Host, ["delivery"] = delivery.ToString() } });
        return delivery;
    }, ct);
}
