using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Integrations;
using Portal.Integrations.Mail;
using Portal.Shared;

namespace Portal.Register;

/// <summary>Tells the owners of what is temporary that its last day is near, and that it has passed.</summary>
public sealed class EndReminders(IDbContextFactory<PortalDb> dbs, LiveFeed<SystemId> feed, TimeProvider time)
{
    private static readonly Actor Portal = Actor.System("end-reminders");

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
        var first = DateOnly.FromDateTime((now + DueNotice.FirstOfEnd).UtcDateTime);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var near = await (
            from revision in db.Revisions.AsNoTracking()
            join system in db.Systems.AsNoTracking() on revision.System equals system.Id
            where revision.State == EntryState.Published && system.RetiredAt == null
            where revision.Content.TemporaryUntil != null && revision.Content.TemporaryUntil <= first
            select new { system.Code, revision.Content.TemporaryUntil, system.EndNotices }).ToListAsync(ct);
        return [.. near.Where(system => system.TemporaryUntil is { } last && DueNotice.OfEnd(last, now)?.Number > system.EndNotices).Select(system => system.Code)];
    }

    private async Task<Result<SystemId>> Tell(PortalDb db, string code, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (await EntryDrafts.ToChange(code, db, ct) is not { Published: { Content: { TemporaryUntil: { } last } content } } system || system.EndNotice(now) is not { } notice)
            return new NotAllowed("Somebody was quicker.");

        await db.EnqueueMails(
            new[] { content.BusinessOwner, content.TechnicalOwner }.OfType<PersonId>(), Portal, MailText.EndsSoon(code, content.Name, last, notice.IsLast, content.Lane == Lane.Experiment), now, ct);
        if (notice.IsLast)
            db.Record(new EntryDraft(Portal, now, "system.time-ran-out", code) { Details = new Dictionary<string, string> { ["until"] = last.ToString("O") } });
        system.ToldOfEnd(notice);
        return system.Id;
    }
}
