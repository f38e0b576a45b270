using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Integrations;

/// <summary>Sends one delivery once more, as it was, under the id that it had.</summary>
public sealed class SendAgain(IDbContextFactory<PortalDb> dbs, TimeProvider time)
{
    public Task<Result<Done>> Run(Actor actor, DeliveryId id, CancellationToken ct) => dbs.WriteAsync<Done>(async db =>
    {
        var now = time.GetUtcNow();
        if (!actor.MayManage())
            return db.Refused(actor, now, "delivery.send-again", $"delivery/{id}", IntegrationAccess.Denied);
        if (await db.Deliveries.SingleOrDefaultAsync(row => row.Id == id, ct) is not { } delivery)
            return new NotFound("This delivery");
        if (delivery.Webhook is { } webhook && !await db.Webhooks.AnyAsync(row => row.Id == webhook, ct))
            return new NotAllowed("Its webhook was removed: there is no secret to sign with any more.");

        var before = delivery.State;
        if (delivery.SendAgain(now) is { } refusal)
            return refusal;

        db.Record(new EntryDraft(actor, now, "delivery.sent-again", $"delivery/{id}")
        {
            Details = new Dictionary<string, string> { ["kind"] = delivery.Kind.ToString(), ["type"] = delivery.Type, ["about"] = delivery.About, ["was"] = before.ToString() },
        });
        return new Done();
    }, ct);
}
