using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Integrations.Webhooks;

/// <summary>Tells a webhook again: what waited for it, and what happens from now on.</summary>
public sealed class EnableWebhook(IDbContextFactory<PortalDb> dbs, TimeProvider time)
{
    public Task<Result<Done>> Run(Actor actor, WebhookId id, CancellationToken ct) => dbs.WriteAsync<Done>(async db =>
    {
        var now = time.GetUtcNow();
        if (!actor.MayManage())
            return db.Refused(actor, now, "webhook.enable", Webhook.SubjectOf(id), IntegrationAccess.Denied);
        if (await db.Webhooks.SingleOrDefaultAsync(webhook => webhook.Id == id, ct) is not { } webhook)
            return new NotFound("This webhook");

        // Checkpoints it missed are made up for: a sink with gaps proves less.
        if (webhook.TurnOn(await SpreadEvents.SizeOf(db, ct)))
            db.Record(new EntryDraft(actor, now, "webhook.enabled", webhook.Subject) { Details = new Dictionary<string, string> { ["host"] = webhook.Host } });
        return new Done();
    }, ct);
}
