using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Integrations.Webhooks;
using Portal.Shared;

namespace Portal.Integrations;

public sealed record DeliveryFilter(DeliveryState? State = null, DeliveryKind? Kind = null, WebhookId? Webhook = null);

public sealed record DeliveryLine(
    DeliveryId Id, DeliveryKind Kind, string Target, string Type, string About, string? Title, DeliveryState State, int Attempts,
    DateTimeOffset CreatedAt, DateTimeOffset NextAttemptAt, DateTimeOffset? TryingSince, DateTimeOffset? DeliveredAt, Hold? Hold);

/// <summary>Why something waits although its time has come.</summary>
public enum Hold { NoMailServer = 1, WebhookOff }

public sealed record DeliveryDetail(DeliveryLine Line, string Body, string? Link, bool HasSecret, IReadOnlyList<Attempt> Log, bool CanGoAgain);

/// <summary>Reads the outbox, newest first.</summary>
public sealed class DeliveryQueries(IDbContextFactory<PortalDb> dbs, PortalOptions options)
{
    public bool SendsMail => options.Smtp.IsSet;

    public async Task<Page<DeliveryLine>> List(DeliveryFilter filter, PageRequest page, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var rows = Matching(db, filter);
        var total = await rows.CountAsync(ct);
        var items = await Lines(db, rows.OrderByDescending(row => row.CreatedAt).ThenByDescending(row => row.Id).Skip(page.Skip).Take(page.Size)).ToListAsync(ct);
        return new Page<DeliveryLine>(items, page.Number, page.Size, total);
    }

    public async Task<DeliveryDetail?> One(DeliveryId id, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var row = db.Deliveries.AsNoTracking().Where(row => row.Id == id);
        if (await row.SingleOrDefaultAsync(ct) is not { } delivery)
            return null;

        var canGoAgain = delivery.Webhook is not { } webhook || await db.Webhooks.AnyAsync(known => known.Id == webhook, ct);
        return new DeliveryDetail(
            await Lines(db, row).SingleAsync(ct), delivery.Body,
            delivery.ShownLink(options.PublicUrl), delivery.SealedSecret is not null, delivery.Log, canGoAgain);
    }

    /// <summary>How many of those that were given up can be sent again.</summary>
    public async Task<int> Dead(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await SendDeadAgain.Dead(db).CountAsync(ct);
    }

    private static IQueryable<Delivery> Matching(PortalDb db, DeliveryFilter filter)
    {
        var rows = db.Deliveries.AsNoTracking();
        if (filter.State is { } state)
            rows = rows.Where(row => row.State == state);
        if (filter.Kind is { } kind)
            rows = rows.Where(row => row.Kind == kind);
        if (filter.Webhook is { } webhook)
            rows = rows.Where(row => row.Webhook == webhook);
        return rows;
    }

    private IQueryable<DeliveryLine> Lines(PortalDb db, IQueryable<Delivery> rows)
    {
        var noMail = !options.Smtp.IsSet;
        return rows.Select(row => new DeliveryLine(
            row.Id, row.Kind, row.Target, row.Type, row.About, row.Title, row.State, row.Attempts, row.CreatedAt, row.NextAttemptAt, row.TryingSince, row.DeliveredAt,
            row.State != DeliveryState.Waiting ? null
            : row.Kind == DeliveryKind.Mail && noMail ? Hold.NoMailServer
            : row.Kind == DeliveryKind.Webhook && db.Webhooks.Any(webhook => webhook.Id == row.Webhook && webhook.State == WebhookState.Off) ? Hold.WebhookOff
            : null));
    }
}
