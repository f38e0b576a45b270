using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Integrations.Outgoing;
using Portal.Shared;

namespace Portal.Integrations.Webhooks;

/// <summary>A webhook and its secret, which is told this once.</summary>
public sealed record NewSecret(WebhookId Webhook, string Secret);

/// <summary>Subscribes an address to what happens from now on.</summary>
public sealed class AddWebhook(IDbContextFactory<PortalDb> dbs, OutgoingRules rules, SealingKey key, TimeProvider time)
{
    /// <summary>More would be a mistake, and every entry is held against each of them.</summary>
    public const int MostWebhooks = 50;

    /// <summary>No types are all types.</summary>
    public sealed record Input(string Url, IReadOnlyList<string> Types);

    public Task<Result<NewSecret>> Run(Actor actor, Input input, CancellationToken ct) => dbs.WriteAsync<NewSecret>(async db =>
    {
        var now = time.GetUtcNow();
        if (!actor.MayManage() || actor.Person is not { } person)
            return db.Refused(actor, now, "webhook.add", "webhooks", IntegrationAccess.Denied);

        var url = input.Url.Trim();
        if (FaultsOf(url, input.Types) is { Count: > 0 } faults)
            return new Invalid(faults);
        if (await db.Webhooks.AnyAsync(known => known.Url == url, ct))
            return new Invalid("url", "This address is subscribed already.");
        if (await db.Webhooks.CountAsync(ct) >= MostWebhooks)
            return new NotAllowed($"There are {MostWebhooks} webhooks already: remove one first.");

        var (id, secret) = (WebhookId.New(now), WebhookSecret.Make());
        var types = input.Types.Distinct().Order(StringComparer.Ordinal).ToList();
        var webhook = new Webhook(id, url, types, WebhookSecret.Seal(key, id, secret), person, await SpreadEvents.SizeOf(db, ct), now);
        webhook.ToldCheckpoint(await PushCheckpoints.LastSize(db, ct));
        db.Webhooks.Add(webhook);
        db.Record(new EntryDraft(actor, now, "webhook.added", webhook.Subject)
        {
            // Not the whole address: with some services it is itself a secret.
            Details = new Dictionary<string, string> { ["host"] = webhook.Host, ["events"] = types.Count == 0 ? "all" : string.Join(", ", types) },
        });
        return new NewSecret(id, secret);
    }, ct);

    private IReadOnlyList<Fault> FaultsOf(string url, IReadOnlyList<string> types) =>
    [
        .. rules.ProblemWith(url) is { } problem ? [new Fault("url", problem)] : Array.Empty<Fault>(),
        .. types.Except(EventTypes.All.Select(type => type.Name)).Take(1).Select(unknown => new Fault("types", $"There is no event '{unknown}'.")),
    ];
}
