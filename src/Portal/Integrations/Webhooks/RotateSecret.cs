using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Integrations.Webhooks;

/// <summary>Gives a webhook another secret. The one before signs along for a while, so that nothing is refused while the other side changes over.</summary>
public sealed class RotateSecret(IDbContextFactory<PortalDb> dbs, SealingKey key, TimeProvider time)
{
    public Task<Result<NewSecret>> Run(Actor actor, WebhookId id, CancellationToken ct) => dbs.WriteAsync<NewSecret>(async db =>
    {
        var now = time.GetUtcNow();
        if (!actor.MayManage())
            return db.Refused(actor, now, "webhook.rotate-secret", Webhook.SubjectOf(id), IntegrationAccess.Denied);
        if (await db.Webhooks.SingleOrDefaultAsync(webhook => webhook.Id == id, ct) is not { } webhook)
            return new NotFound("This webhook");

        var secret = WebhookSecret.Make();
        webhook.Rotate(WebhookSecret.Seal(key, id, secret), now);
        db.Record(new EntryDraft(actor, now, "webhook.secret-rotated", webhook.Subject) { Details = new Dictionary<string, string> { ["host"] = webhook.Host } });
        return new NewSecret(id, secret);
    }, ct);
}
