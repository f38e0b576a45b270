using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Integrations;
using Portal.Integrations.Mail;
using Portal.Shared;

namespace Portal.Register;

/// <summary>
/// Tells the owners that a review falls due, and who stands above them that it is overdue. After a time in which the portal was down
/// the latest of what was missed is told, once.
/// </summary>
public sealed class ReviewReminders(IDbContextFactory<PortalDb> dbs, LiveFeed<SystemId> feed, TimeProvider time)
{
    private static readonly Actor Portal = Actor.System("review-reminders");

    public async Task Turn(CancellationToken ct)
    {
        foreach (var code in await Due(ct))
        {
            var told = await dbs.WriteAsync<SystemId>(db => Tell(db, code, ct), ct);
            if (told.Succeeded(out var system, out _))
                feed.Publish(system);
        }
    }

    private async Task<IReadOnlyList<string>> Due(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var first = now + DueNotice.FirstOfReview;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var near = await db.Systems.AsNoTracking().Where(system => system.RetiredAt == null && system.ReviewDue != null && system.ReviewDue <= first)
            .Select(system => new { system.Code, system.ReviewDue, system.ReviewNotices }).ToListAsync(ct);
        return [.. near.Where(system => system.ReviewDue is { } due && DueNotice.OfReview(due, now)?.Number > system.ReviewNotices).Select(system => system.Code)];
    }

    private async Task<Result<SystemId>> Tell(PortalDb db, string code, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (await EntryDrafts.ToChange(code, db, ct) is not { Published: { } published, ReviewDue: { } due } system || system.ReviewNotice(now) is not { } notice)
            return new NotAllowed("Somebody was quicker.");

        var content = published.Content;
        var text = MailText.ReviewDue(code, content.Name, due, notice.IsLast);
        await db.EnqueueMails(new[] { content.BusinessOwner, content.TechnicalOwner }.OfType<PersonId>(), Portal, text, now, ct);
        if (notice.IsLast)
        {
            var risk = await db.WhoMay(Permission.ConfirmTiers, ct);
            await db.EnqueueMails(risk.Select(person => person.Person).Append(content.AccountableExecutive).OfType<PersonId>(), Portal, text, now, ct);
            db.Record(new EntryDraft(Portal, now, "system.review-overdue", code) { Details = new Dictionary<string, string> { ["due"] = due.ToString("O") } });
        }

        system.ToldOfReview(notice);
        return system.Id;
    }
}
