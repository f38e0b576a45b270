using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Findings;

/// <summary>
/// Says that the last day of an exception is near, and ends those whose last day has passed; what rests on them hears of it as an event.
/// Silence never approves: what nobody decided on by its last day is declined.
/// </summary>
public sealed class ExceptionClock(IDbContextFactory<PortalDb> dbs, TimeProvider time)
{
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(7);
    private static readonly Actor Portal = Actor.System("exceptions");

    public async Task Turn(CancellationToken ct)
    {
        foreach (var id in await Due(ct))
            _ = await dbs.WriteAsync<Done>(db => Tell(db, id, ct), ct);
    }

    private async Task<IReadOnlyList<ExceptionId>> Due(CancellationToken ct)
    {
        var (now, soon) = (time.GetUtcNow(), time.GetUtcNow() + Ahead);
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Exceptions.AsNoTracking()
            .Where(row => row.EndedAt == null && (row.ExpiresAt <= now || (row.ExpiresAt <= soon && row.ApprovedAt != null && !row.Reminded)))
            .OrderBy(row => row.ExpiresAt).ThenBy(row => row.Code).Select(row => row.Id).ToListAsync(ct);
    }

    private async Task<Result<Done>> Tell(PortalDb db, ExceptionId id, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (await db.Exceptions.SingleAsync(row => row.Id == id, ct) is not { EndedAt: null } exception)
            return new NotAllowed("Somebody was quicker.");

        var system = (await NamedSystems.Find(db, exception.System, ct))?.Code ?? "";
        if (exception.ExpiresAt > now)
            return await Remind(db, exception, system, now, ct);
        if (exception.State == ExceptionState.Requested)
            return await Decline(db, exception, system, now, ct);

        exception.End(ExceptionEnd.Expired, now);
        db.Record(new EntryDraft(Portal, now, "exception.expired", exception.Code));
        db.Raise(new ExceptionExpired(exception.System, exception.Id, exception.Rule.ToString()), now);
        await ExceptionMails.RunsOut(db, Portal, exception, system, isOver: true, now, ct);
        return default(Done);
    }

    private static async Task<Result<Done>> Remind(PortalDb db, RuleException exception, string system, DateTimeOffset now, CancellationToken ct)
    {
        if (exception.Reminded)
            return new NotAllowed("Somebody was quicker.");

        exception.Remind();
        await ExceptionMails.RunsOut(db, Portal, exception, system, isOver: false, now, ct);
        return default(Done);
    }

    private static async Task<Result<Done>> Decline(PortalDb db, RuleException exception, string system, DateTimeOffset now, CancellationToken ct)
    {
        const string because = "Nobody decided on it by its last day.";
        _ = exception.Decline(null, because, now);
        db.Record(new EntryDraft(Portal, now, "exception.declined", exception.Code) { Before = exception.Content, Reason = because });
        await ExceptionMails.Decided(db, Portal, exception, system, now, ct);
        return default(Done);
    }
}
