using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Audit;
using Portal.Data;
using Portal.Integrations.Mail;
using Portal.Integrations.Webhooks;
using Portal.Shared;

namespace Portal.Integrations;

/// <summary>
/// Delivers what waits, at least once. Each target has a lane of its own, so that one that is slow or dead keeps nobody else
/// waiting; a row is taken for an attempt by its version, so that of several nodes one sends it.
/// </summary>
public sealed class Outbox(IDbContextFactory<PortalDb> dbs, PortalOptions options, MailSender mails, WebhookSender webhooks, LiveFeed<DeliveryId> feed, TimeProvider time, ILogger<Outbox> log)
{
    private const int MostLanes = 8;
    private const int MostInLane = 10;
    private const int MostLooked = 200;

    private readonly ConcurrentDictionary<string, Task> _lanes = new();

    /// <summary>Opens lanes for targets that something is due for; they run on by themselves.</summary>
    public async Task Begin(CancellationToken ct)
    {
        foreach (var lane in (await Due(ct)).Take(MostLanes - _lanes.Count))
        {
            // Entered before it runs: it leaves the list when it ends, however soon that is.
            var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (_lanes.TryAdd(lane.Key, Run(start.Task, lane.Key, [.. lane.Take(MostInLane)], ct)))
                start.SetResult();
        }
    }

    /// <summary>Returns when no attempt is under way.</summary>
    public Task Finish() => Task.WhenAll(_lanes.Values);

    private async Task<IReadOnlyList<IGrouping<string, DeliveryId>>> Due(CancellationToken ct)
    {
        var (now, busy) = (time.GetUtcNow(), _lanes.Keys.ToList());
        await using var db = await dbs.CreateDbContextAsync(ct);
        var rows = await Sendable(db).Where(row => row.NextAttemptAt <= now && !busy.Contains(row.Target))
            .OrderBy(row => row.NextAttemptAt).Take(MostLooked).Select(row => new { row.Id, row.Target }).ToListAsync(ct);
        return [.. rows.GroupBy(row => row.Target, row => row.Id)];
    }

    /// <summary>Mails wait for a server to be set, events for their webhook to be on.</summary>
    private IQueryable<Delivery> Sendable(PortalDb db)
    {
        var withMail = options.Smtp.IsSet;
        return db.Deliveries.AsNoTracking().Where(row => row.State == DeliveryState.Waiting
            && (row.Kind == DeliveryKind.Mail ? withMail : db.Webhooks.Any(webhook => webhook.Id == row.Webhook && webhook.State == WebhookState.On)));
    }

    private async Task Run(Task start, string target, IReadOnlyList<DeliveryId> due, CancellationToken ct)
    {
        await start;
        try
        {
            // Who did not take one is not asked to take the next at once.
            foreach (var delivery in due)
                if (ct.IsCancellationRequested || !await Try(delivery))
                    return;
        }
        catch (Exception fault)
        {
            Log.LaneFailed(log, fault);
        }
        finally
        {
            _lanes.TryRemove(target, out _);
        }
    }

    /// <summary>
    /// One attempt, to its end also when the portal is being stopped: it is short. Killed in between, the row keeps its lease and
    /// is due again when that is over.
    /// </summary>
    private async Task<bool> Try(DeliveryId id)
    {
        await using var db = await dbs.CreateDbContextAsync();
        if (await db.Deliveries.SingleOrDefaultAsync(row => row.Id == id) is not { } delivery || !delivery.IsDue(time.GetUtcNow()))
            return true;

        var webhook = delivery.Webhook is { } named ? await db.Webhooks.SingleOrDefaultAsync(row => row.Id == named) : null;
        if (delivery.Kind == DeliveryKind.Webhook && webhook is not { State: WebhookState.On })
            return true;

        if (delivery.GiveUpUntold(time.GetUtcNow()))
        {
            if (await Saved(db))
                feed.Publish(id);
            return true;
        }

        delivery.Begin(time.GetUtcNow());
        if (!await Saved(db))
            return true;

        var outcome = webhook is null ? await mails.Send(delivery, CancellationToken.None) : await webhooks.Send(delivery, webhook, CancellationToken.None);
        var now = time.GetUtcNow();
        delivery.End(outcome, Random.Shared.NextDouble(), now);
        if (outcome.Gone && webhook?.TurnOff(WebhookOff.Gone) is true)
            db.Record(new EntryDraft(Actor.System("outbox"), now, "webhook.disabled", webhook.Subject) { Reason = "It answered 410 Gone." });
        if (!await Saved(db))
            Log.OutcomeLost(log, id);
        else
            Instruments.CountDelivery(delivery.Kind.ToString(), delivery.State == DeliveryState.Waiting ? Instruments.DeliveryFailed : delivery.State.ToString());
        feed.Publish(id);
        return outcome.Arrived;
    }

    /// <summary>False when another node, or a person, was there first.</summary>
    private static async Task<bool> Saved(PortalDb db)
    {
        try
        {
            await db.SaveChangesAsync();
            return true;
        }
        catch (Exception fault) when (Conflicts.IsConflict(fault))
        {
            return false;
        }
    }
}
