using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Ledger;
using Portal.Shared;

namespace Portal.Accounts;

/// <summary>
/// Forgets who somebody was who has left: the key goes under which the ledger holds their data, and what the account says of them. Their
/// entries stay, by an id that leads nowhere. Who has signed is on legal hold: a signature says by whom.
/// </summary>
public sealed class ErasePerson(IDbContextFactory<PortalDb> dbs, CheckpointLog log, TimeProvider time)
{
    public async Task<Result<Done>> Run(Actor actor, PersonId person, string reason, CancellationToken ct)
    {
        var result = await dbs.WriteAsync<Done>(async db =>
        {
            var now = time.GetUtcNow();
            if (Administration.RefusalOf(actor) is { } unfit)
                return db.Refused(actor, now, "person.erase", person.ToString(), unfit);
            if (Administration.FaultOf(reason) is { } fault)
                return fault;
            if (await db.Users.SingleOrDefaultAsync(user => user.Id == person.Value, ct) is not { } user)
                return new NotFound("This person");
            if (user.IsErased)
                return new NotAllowed("This person's data is erased already.");
            if (user.State != PersonState.Left)
                return new NotAllowed($"{user.Name} has not left: record that first.");
            if (await HasSigned(db, person, ct))
                return db.Refused(actor, now, "person.erase", person.ToString(), new NotAllowed($"{user.Name} has signed decisions, which must say by whom: their data is on legal hold."));

            await Erase(db, actor, user, reason.Trim(), now, ct);
            return new Done();
        }, ct);
        if (result.Refusal is null)
            await Forget([person], ct);
        return result;
    }

    /// <summary>At start: an old copy of the database may have brought back what was erased, or the file outside may lack what the ledger tells.</summary>
    public async Task Again(CancellationToken ct)
    {
        var known = log.Erased();
        List<PersonId> back = [];
        await using (var db = await dbs.CreateDbContextAsync(ct))
        {
            foreach (var subject in await db.Entries.Where(entry => entry.Action == "person.erased").Select(entry => entry.Subject).Distinct().ToListAsync(ct))
                if (Guid.TryParseExact(subject, "D", out var id) && !known.Contains(new PersonId(id)))
                    log.AppendErased(new PersonId(id));
            foreach (var person in known)
                if (await db.Users.AsNoTracking().SingleOrDefaultAsync(user => user.Id == person.Value, ct) is { IsErased: false })
                    back.Add(person);
        }

        foreach (var person in back)
            _ = await dbs.WriteAsync<Done>(async db =>
            {
                var user = await db.Users.SingleAsync(user => user.Id == person.Value, ct);
                await Erase(db, Actor.System("erasure"), user, "It was erased before; an older copy of the database had brought it back.", time.GetUtcNow(), ct);
                return new Done();
            }, ct);
        if (back.Count > 0)
            await Forget(back, ct);
    }

    private async Task Forget(IEnumerable<PersonId> people, CancellationToken ct)
    {
        foreach (var person in people)
            log.AppendErased(person);
        await using var db = await dbs.CreateDbContextAsync(ct);
        await db.ScrubAsync(ct);
    }

    private static async Task Erase(PortalDb db, Actor actor, PortalUser user, string reason, DateTimeOffset now, CancellationToken ct)
    {
        var (person, address, about) = (user.Person, user.Email, user.Person.ToString());
        user.Erase();
        PersonFields.Normalise(user);
        db.PersonKeys.RemoveRange(await db.PersonKeys.Where(row => row.Person == person).ToListAsync(ct));
        db.SecondFactors.RemoveRange(await db.SecondFactors.Where(row => row.Person == person).ToListAsync(ct));
        db.RecoveryCodes.RemoveRange(await db.RecoveryCodes.Where(row => row.Person == person).ToListAsync(ct));
        db.Deliveries.RemoveRange(await db.Deliveries.Where(row => row.Target == address || row.About == about).ToListAsync(ct));
        await db.Notices.Where(row => row.Person == person || row.About == about).ExecuteDeleteAsync(ct);
        await db.NoticeChoices.Where(row => row.Person == person).ExecuteDeleteAsync(ct);
        await db.Set<IdentityUserPasskey<Guid>>().Where(row => row.UserId == user.Id).ExecuteDeleteAsync(ct);
        if (address is not null)
            await TrackedNames.Forget(db, address, ct);
        await db.UserLogins.Where(row => row.UserId == user.Id).ExecuteDeleteAsync(ct);
        await db.Sessions.Where(row => row.Person == person).ExecuteUpdateAsync(set => set.SetProperty(row => row.Address, "").SetProperty(row => row.Browser, ""), ct);
        db.Record(new EntryDraft(actor, now, "person.erased", person.ToString()) { Reason = reason });
    }

    /// <summary>A signed act says with which meaning; nothing else does.</summary>
    private static async Task<bool> HasSigned(PortalDb db, PersonId person, CancellationToken ct)
    {
        await foreach (var bytes in db.Entries.AsNoTracking().Where(entry => entry.Person == person).Select(entry => entry.Bytes).AsAsyncEnumerable().WithCancellation(ct))
            if (CanonicalJson.Parse(bytes) is CanonicalValue.Object entry && entry["details"] is CanonicalValue.Object details && details["meaning"] is not null)
                return true;
        return false;
    }
}
