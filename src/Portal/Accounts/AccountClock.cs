using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Integrations;
using Portal.Integrations.Mail;
using Portal.Shared;

namespace Portal.Accounts;

/// <summary>
/// Ends the accounts whose last day is over, with their sessions and tokens, and says so a week before. Nobody acts by such an account from
/// the instant on, whenever this turn comes: <see cref="Actors"/> asks for the instant itself.
/// </summary>
public sealed class AccountClock(IDbContextFactory<PortalDb> dbs, Calendar calendar, TimeProvider time)
{
    private const string Over = "The last day of this account is over.";
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(7);
    private static readonly Actor Portal = Actor.System("accounts");

    /// <summary>Asks before it writes, as the sessions' turn does.</summary>
    public async Task Turn(CancellationToken ct)
    {
        foreach (var person in await Near(ct))
            _ = await dbs.WriteAsync<Done>(db => Look(db, person, ct), ct);
    }

    private async Task<IReadOnlyList<Guid>> Near(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var soon = now + Ahead;
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Users.Where(user => user.EndsAt <= soon && (user.State == PersonState.Active || user.State == PersonState.Invited) && (user.EndsAt <= now || user.EndToldAt == null))
            .Select(user => user.Id).ToListAsync(ct);
    }

    private async Task<Result<Done>> Look(PortalDb db, Guid id, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var user = await db.Users.SingleAsync(user => user.Id == id, ct);
        if (user.State is not (PersonState.Active or PersonState.Invited) || user.EndsAt is not { } end)
            return new NotAllowed("Somebody was quicker.");

        if (user.IsOver(now))
            await End(db, user, now, ct);
        else if (user.EndToldAt is null)
            await Tell(db, user, end, now, ct);
        return default(Done);
    }

    private static async Task End(PortalDb db, PortalUser user, DateTimeOffset now, CancellationToken ct)
    {
        _ = user.Disable(now);
        await OneTimeLinks.CloseAll(db, user.Person, now, ct);
        await RevokeToken.RevokeAll(db, Portal, user.Person, Over, now, ct);
        await Sessions.EndAll(db, Portal, user.Person, SessionEnd.AccountClosed, now, null, ct);
        db.Record(new EntryDraft(Portal, now, "person.ended", user.Person.ToString()) { Reason = Over });
    }

    private async Task Tell(PortalDb db, PortalUser user, DateTimeOffset end, DateTimeOffset now, CancellationToken ct)
    {
        var last = calendar.LastDayBefore(end).GetValueOrDefault();
        user.EndTold(now);
        await db.EnqueueMails([user.Person], Portal, MailText.AccountEnds(user.Person, last), now, ct);
        var administrators = (await db.WhoMay(Permission.ManagePeople, ct)).Select(actor => actor.Person).OfType<PersonId>();
        await db.EnqueueMails(administrators, Portal, MailText.AccountOfEnds(user.Person, user.Name, last), now, ct);
    }
}
