using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Integrations.Notices;

public sealed record NoticeLine(NoticeId Id, NoticeKind Kind, string Title, string Text, string Path, DateTimeOffset At, bool IsRead);

/// <summary>What the bell shows: how many are unread, and the newest of all.</summary>
public sealed record BellView(int Unread, IReadOnlyList<NoticeLine> Newest);

public sealed record NoticeFilter(bool UnreadOnly = false);

/// <summary>Each person's own notices, the newest first.</summary>
public sealed class NoticeQueries(IDbContextFactory<PortalDb> dbs)
{
    private const int InTheBell = 8;

    public async Task<BellView> Bell(PersonId person, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return new BellView(await db.Notices.CountAsync(notice => notice.Person == person && notice.ReadAt == null, ct), await Lines(Of(db, person, new())).Take(InTheBell).ToListAsync(ct));
    }

    public async Task<Page<NoticeLine>> List(PersonId person, NoticeFilter filter, PageRequest page, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var rows = Of(db, person, filter);
        var total = await rows.CountAsync(ct);
        return new Page<NoticeLine>(await Lines(rows).Skip(page.Skip).Take(page.Size).ToListAsync(ct), page.Number, page.Size, total);
    }

    /// <summary>How this person is told of every kind that can be chosen.</summary>
    public async Task<IReadOnlyDictionary<NoticeKind, ToldBy>> Choices(PersonId person, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var chosen = await db.NoticeChoices.AsNoTracking().Where(choice => choice.Person == person).ToDictionaryAsync(choice => choice.Kind, choice => choice.By, ct);
        return NoticeKinds.Chosen.ToDictionary(kind => kind, kind => chosen.GetValueOrDefault(kind, ToldBy.MailAndBell));
    }

    private static IQueryable<Notice> Of(PortalDb db, PersonId person, NoticeFilter filter)
    {
        var rows = db.Notices.AsNoTracking().Where(notice => notice.Person == person);
        return filter.UnreadOnly ? rows.Where(notice => notice.ReadAt == null) : rows;
    }

    private static IQueryable<NoticeLine> Lines(IQueryable<Notice> rows) => rows.OrderByDescending(notice => notice.At).ThenByDescending(notice => notice.Id)
        .Select(notice => new NoticeLine(notice.Id, notice.Kind, notice.Title, notice.Text, notice.Path, notice.At, notice.ReadAt != null));
}
