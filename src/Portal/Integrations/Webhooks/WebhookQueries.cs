using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.Shared;

namespace Portal.Integrations.Webhooks;

public sealed record WebhookLine(
    WebhookId Id, string Url, IReadOnlyList<string> Types, WebhookState State, WebhookOff? OffBecause, DateTimeOffset? EarlierSecretEndsAt,
    DateTimeOffset CreatedAt, string CreatedBy, int Waiting, int Dead, DateTimeOffset? LastDeliveredAt);

/// <summary>Reads webhooks, never their secrets.</summary>
public sealed class WebhookQueries(IDbContextFactory<PortalDb> dbs, PeopleQueries people, TimeProvider time)
{
    /// <summary>All of them, the newest first: there are at most <see cref="AddWebhook.MostWebhooks"/>.</summary>
    public async Task<IReadOnlyList<WebhookLine>> All(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        await using var db = await dbs.CreateDbContextAsync(ct);
        var rows = await db.Webhooks.AsNoTracking().OrderByDescending(webhook => webhook.CreatedAt).ThenByDescending(webhook => webhook.Id).Select(webhook => new
        {
            Webhook = webhook,
            Waiting = db.Deliveries.Count(row => row.Webhook == webhook.Id && row.State == DeliveryState.Waiting),
            Dead = db.Deliveries.Count(row => row.Webhook == webhook.Id && row.State == DeliveryState.Dead),
            Last = db.Deliveries.Where(row => row.Webhook == webhook.Id && row.DeliveredAt != null).OrderByDescending(row => row.DeliveredAt).Select(row => row.DeliveredAt).FirstOrDefault(),
        }).ToListAsync(ct);
        var names = await people.ById(rows.Select(row => row.Webhook.CreatedBy), ct);
        return [.. rows.Select(row => new WebhookLine(
            row.Webhook.Id, row.Webhook.Url, row.Webhook.Types, row.Webhook.State, row.Webhook.OffBecause,
            row.Webhook.EarlierSecretEndsAt > now ? row.Webhook.EarlierSecretEndsAt : null,
            row.Webhook.CreatedAt, names.TryGetValue(row.Webhook.CreatedBy, out var by) ? by.Name : "", row.Waiting, row.Dead, row.Last))];
    }
}
