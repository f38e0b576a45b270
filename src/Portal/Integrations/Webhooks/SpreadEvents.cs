using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Integrations.Webhooks;

/// <summary>
/// Makes a delivery of each entry that a webhook wants. The ledger is the outbox of events: an entry is in the transaction of its
/// change, in one order without gaps, so each webhook needs but the number of its next entry, and no decision waits while
/// subscriptions are looked up.
/// </summary>
public sealed class SpreadEvents(IDbContextFactory<PortalDb> dbs, PortalOptions options, TimeProvider time)
{
    private const int MostAtOnce = 100;

    /// <summary>How many entries that a webhook does not want are looked over again before its number moves on.</summary>
    private const int Stride = 1_000;

    public async Task Turn(CancellationToken ct)
    {
        foreach (var webhook in await Behind(ct))
            await dbs.WriteAsync(db => Spread(db, webhook, ct), ct);
    }

    /// <summary>Asks before it writes: most turns have nothing to do, and a write holds up everybody.</summary>
    private async Task<IReadOnlyList<WebhookId>> Behind(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var size = await SizeOf(db, ct);
        List<WebhookId> behind = [];
        foreach (var webhook in await db.Webhooks.AsNoTracking().Where(webhook => webhook.State == WebhookState.On && webhook.NextEntry < size).ToListAsync(ct))
            if (size - webhook.NextEntry > Stride || await WantedBy(db, webhook, size).AnyAsync(ct))
                behind.Add(webhook.Id);
        return behind;
    }

    private async Task<Result<Done>> Spread(PortalDb db, WebhookId id, CancellationToken ct)
    {
        if (await db.Webhooks.SingleOrDefaultAsync(webhook => webhook.Id == id, ct) is not { State: WebhookState.On } webhook)
            return new Done();

        // Read first: every entry below it is committed, whatever is written meanwhile.
        var size = await SizeOf(db, ct);
        var now = time.GetUtcNow();
        var entries = await WantedBy(db, webhook, size).OrderBy(entry => entry.Index).Take(MostAtOnce).ToListAsync(ct);
        foreach (var entry in entries)
            db.Deliveries.Add(Delivery.OfEvent(webhook, DeliveryId.New(now), CloudEvent.Of(entry, options.PublicUrl), now));
        webhook.LookedUpTo(entries.Count == MostAtOnce ? entries[^1].Index + 1 : size);
        return new Done();
    }

    internal static Task<long> SizeOf(PortalDb db, CancellationToken ct) =>
        db.LedgerHeads.Where(head => head.Id == LedgerHead.OnlyRow).Select(head => head.Size).SingleAsync(ct);

    private static IQueryable<LedgerEntry> WantedBy(PortalDb db, Webhook webhook, long size)
    {
        var (next, wanted) = (webhook.NextEntry, webhook.Wanted);
        return db.Entries.AsNoTracking().Where(entry => entry.Index >= next && entry.Index < size && wanted.Contains(entry.Action));
    }
}
