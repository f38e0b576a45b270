using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Accounts;

/// <summary>A session as its person and an administrator see it.</summary>
public sealed record SessionLine(
    SessionId Id, PersonId Person, SignInMethod Method, string Address, string Browser, DateTimeOffset StartedAt, DateTimeOffset SeenAt, DateTimeOffset EndsAt);

/// <summary>Which sessions hold, and what ends them. Every end is an entry, and told to the pages that are open in it.</summary>
public sealed class Sessions(IDbContextFactory<PortalDb> dbs, PortalOptions options, LiveFeed<SessionId> ended, TimeProvider time)
{
    private const int MostAtOnce = 500;

    /// <summary>Who acts in this session now; nobody when it is over or its person may not sign in any more.</summary>
    public async Task<Actor?> Actor(SessionId session, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await Open(db, now).SingleOrDefaultAsync(row => row.Id == session, ct) is not { Person: var person })
            return null;

        return await Actors.NameOf(db, person, now, ct) is { } name
            ? Shared.Actor.InPerson(person, name, await Actors.PermissionsOf(db, person, ct), session)
            : null;
    }

    /// <summary>The open sessions of a person, the newest first.</summary>
    public async Task<IReadOnlyList<SessionLine>> Of(PersonId person, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await Open(db, time.GetUtcNow()).Where(row => row.Person == person).OrderByDescending(row => row.StartedAt).ThenByDescending(row => row.Id)
            .Select(row => new SessionLine(row.Id, row.Person, row.Method, row.Address, row.Browser, row.StartedAt, row.SeenAt, row.EndsAt)).ToListAsync(ct);
    }

    /// <summary>The person did something. Not an entry: it changes nothing that is governed.</summary>
    public async Task Seen(SessionId session, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await Open(db, now).SingleOrDefaultAsync(row => row.Id == session, ct) is not { } row)
            return;

        db.Attach(row).Property(seen => seen.SeenAt).CurrentValue = now;
        await db.SaveChangesAsync(ct);
    }

    /// <summary>Ends one session: its own person does, or signs out; an administrator ends anybody's.</summary>
    public async Task<Result<Done>> End(Actor actor, SessionId session, SessionEnd why, CancellationToken ct)
    {
        var result = await dbs.WriteAsync<Done>(async db =>
        {
            if (await db.Sessions.SingleOrDefaultAsync(row => row.Id == session, ct) is not { } row)
                return new NotFound("This session");
            if (!actor.Is(row.Person) && !actor.May(Permission.ManagePeople))
                return db.Refused(actor, time.GetUtcNow(), "session.end", row.Person.ToString(), new Forbidden("A session is ended by its person or an administrator."));
            if (row.EndedAt is null)
                End(db, actor, row, actor.Is(row.Person) ? why : SessionEnd.EndedByAdministrator, time.GetUtcNow());
            return new Done();
        }, ct);
        ended.Publish(session);
        return result;
    }

    /// <summary>Ends what nobody used for too long or what lasted too long; for the worker.</summary>
    public async Task EndStale(CancellationToken ct)
    {
        var stale = await dbs.WriteAsync<IReadOnlyList<SessionId>>(async db =>
        {
            var now = time.GetUtcNow();
            var idle = now - options.Sessions.Idle;
            var rows = await db.Sessions.Where(row => row.EndedAt == null && (row.SeenAt <= idle || row.EndsAt <= now)).Take(MostAtOnce).ToListAsync(ct);
            foreach (var row in rows)
                End(db, Shared.Actor.System("sessions"), row, row.EndsAt <= now ? SessionEnd.Expired : SessionEnd.Idle, now);
            return rows.ConvertAll(row => row.Id);
        }, ct);
        foreach (var session in stale.Value)
            ended.Publish(session);
    }

    public async Task<bool> AnyStale(CancellationToken ct)
    {
        var (now, idle) = (time.GetUtcNow(), time.GetUtcNow() - options.Sessions.Idle);
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Sessions.AnyAsync(row => row.EndedAt == null && (row.SeenAt <= idle || row.EndsAt <= now), ct);
    }

    /// <summary>Of these, the ones that are over, by whichever node they were ended.</summary>
    public async Task<IReadOnlyList<SessionId>> OverAmong(IReadOnlyCollection<SessionId> sessions, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Sessions.Where(row => sessions.Contains(row.Id) && row.EndedAt != null).Select(row => row.Id).ToListAsync(ct);
    }

    internal static Session Begin(PortalDb db, PersonId person, SignInMethod method, Origin origin, TimeSpan absolute, DateTimeOffset now)
    {
        var session = new Session(person, method, origin, now, absolute);
        db.Sessions.Add(session);
        return session;
    }

    /// <summary>
    /// Ends all sessions of a person, but for <paramref name="keep"/>, within the change that is the reason. Open pages learn of it
    /// from the watcher within seconds.
    /// </summary>
    internal static async Task EndAll(PortalDb db, Actor actor, PersonId person, SessionEnd why, DateTimeOffset now, SessionId? keep, CancellationToken ct)
    {
        foreach (var row in await db.Sessions.Where(row => row.Person == person && row.EndedAt == null).ToListAsync(ct))
            if (row.Id != keep)
                End(db, actor, row, why, now);
    }

    private static void End(PortalDb db, Actor actor, Session row, SessionEnd why, DateTimeOffset now)
    {
        row.End(why, now);
        db.Record(new EntryDraft(actor, now, "session.ended", row.Person.ToString())
        {
            Details = new Dictionary<string, string> { ["session"] = row.Id.ToString(), ["why"] = why.ToString() },
        });
    }

    private IQueryable<Session> Open(PortalDb db, DateTimeOffset now)
    {
        var idle = now - options.Sessions.Idle;
        return db.Sessions.AsNoTracking().Where(row => row.EndedAt == null && row.SeenAt > idle && row.EndsAt > now);
    }
}
