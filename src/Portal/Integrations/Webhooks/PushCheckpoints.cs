using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Integrations.Webhooks;

/// <summary>
/// Tells every webhook that chose them of the ledger's checkpoints, in order and at least once. What one does not take keeps the later ones
/// waiting: a sink that has them in another order could not tell a fork.
/// </summary>
public sealed class PushCheckpoints(IDbContextFactory<PortalDb> dbs, WebhookSender sender, PortalOptions options, TimeProvider time)
{
    private const int MostInTurn = 20;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<WebhookId, (int Failures, DateTimeOffset NotBefore)> _resting = new();

    public async Task Turn(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var last = await LastSize(db, ct);
        var behind = await db.Webhooks.AsNoTracking().Where(webhook => webhook.State == WebhookState.On && webhook.LastCheckpoint < last).ToListAsync(ct);
        await Task.WhenAll(behind.Where(webhook => webhook.WantsCheckpoints && IsAwake(webhook.Id)).Select(webhook => Push(webhook.Id, ct)));
    }

    internal static async Task<long> LastSize(PortalDb db, CancellationToken ct) => await db.LedgerCheckpoints.MaxAsync(row => (long?)row.Size, ct) ?? 0;

    private bool IsAwake(WebhookId id) => !_resting.TryGetValue(id, out var rest) || rest.NotBefore <= time.GetUtcNow();

    private async Task Push(WebhookId id, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await db.Webhooks.SingleOrDefaultAsync(webhook => webhook.Id == id, ct) is not { State: WebhookState.On } webhook)
            return;

        var from = webhook.LastCheckpoint;
        foreach (var checkpoint in await db.LedgerCheckpoints.AsNoTracking().Where(row => row.Size > from).OrderBy(row => row.Size).Take(MostInTurn).ToListAsync(ct))
        {
            var what = CloudEvent.Of(checkpoint, options.PublicUrl);
            var outcome = await sender.Send(what.Id, webhook.Url, what.ToJson(), webhook, ct);
            Instruments.CountDelivery(nameof(DeliveryKind.Webhook), outcome.Arrived ? nameof(DeliveryState.Delivered) : Instruments.DeliveryFailed);
            if (!outcome.Arrived)
            {
                Rest(id);
                break;
            }

            _resting.TryRemove(id, out _);
            webhook.ToldCheckpoint(checkpoint.Size);
        }

        await Save(db, webhook, from, ct);
    }

    private static async Task Save(PortalDb db, Webhook webhook, long from, CancellationToken ct)
    {
        if (webhook.LastCheckpoint == from)
            return;

        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (Exception fault) when (Conflicts.IsConflict(fault))
        {
            // A person or another node changed it: told again at the next turn, under the same ids.
        }
    }

    private void Rest(WebhookId id)
    {
        var failures = (_resting.TryGetValue(id, out var rest) ? rest.Failures : 0) + 1;
        var pause = Backoff.After(Math.Min(failures, Backoff.MostAttempts), Random.Shared.NextDouble());
        _resting[id] = (failures, time.GetUtcNow() + (pause < Longest ? pause : Longest));
    }
}
