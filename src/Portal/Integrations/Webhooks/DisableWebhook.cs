using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Integrations.Webhooks;

/// <summary>Stops telling a webhook. What waits for it waits on.</summary>
public sealed class DisableWebhook(IDbContextFactory<PortalDb> dbs, TimeProvider time)
{
    public Task<Result<Done>> Run(Actor actor, WebhookId id, CancellationToken ct) => dbs.WriteAsync<Done>(async db =>
    {
        var now = time.GetUtcNow();
        if (!actor.MayManage())
            return db.Refused(actor, now, "webhook.disable", Webhook.SubjectOf(id), IntegrationAccess.Denied);
        if (await db.Webhooks.SingleOrDefaultAsync(webhook => webhook.Id == id, ct) is not { } webhook)
            return new NotFound("This webhook");

        if (webhook.TurnOff(WebhookOff.ByPerson))
            db.Record(new EntryDraft(actor, now, "webhook.disabled", webhook.Subject) { Details = new Dictionary<string, string> { ["host"] = webhook.Host } });
        return new Done();
    }, ct);
}
