using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Accounts;

/// <summary>
/// Somebody leaves the organisation for good. What they held ends; systems go to the successors that are named, and what has none is
/// orphaned, which the register says to who answers for it.
/// </summary>
public sealed class LeavePerson(IDbContextFactory<PortalDb> dbs, TimeProvider time)
{
    public sealed record Input(PersonId Person, string Reason, IReadOnlyList<Handover> Systems, IReadOnlyList<SeatSuccessor> Seats);

    public sealed record SeatSuccessor(SeatId Seat, PersonId To);

    public Task<Result<Done>> Run(Actor actor, Input input, CancellationToken ct) => dbs.WriteAsync<Done>(async db =>
    {
        var now = time.GetUtcNow();
        if (Administration.RefusalOf(actor) is { } unfit)
            return db.Refused(actor, now, "person.leave", input.Person.ToString(), unfit);
        if (Administration.FaultOf(input.Reason) is { } fault)
            return fault;
        if (await db.Users.SingleOrDefaultAsync(user => user.Id == input.Person.Value, ct) is not { } user)
            return new NotFound("This person");
        if (actor.Is(input.Person))
            return db.Refused(actor, now, "person.leave", input.Person.ToString(), new Forbidden("Another administrator records that you leave."));
        if ((await db.RolesOf(input.Person, ct)).Contains(Role.Administrator) && await TakeRoleAway.IsLastAdministrator(db, input.Person, ct))
            return db.Refused(actor, now, "person.leave", input.Person.ToString(), new NotAllowed("This is the last administrator: nobody could administer the portal any more."));
        if (await UnfitSuccessor(db, input, ct) is { } unfitSuccessor)
            return unfitSuccessor;
        if (user.Leave(now) is { } refusal)
            return refusal;

        var reason = input.Reason.Trim();
        if (await HandOverSeats(db, actor, input, reason, now, ct) is { } unseated)
            return unseated;
        await EndAll(db, actor, input.Person, reason, now, ct);
        db.Record(new EntryDraft(actor, now, "person.left", input.Person.ToString())
        {
            Reason = reason,
            Details = input.Systems.ToDictionary(handover => handover.System.ToString(), handover => handover.To.ToString()),
        });
        db.Raise(new PersonLeft(input.Person, input.Systems), now);
        return new Done();
    }, ct);

    /// <summary>Who takes over a system must be able to own it now.</summary>
    private static async Task<Refusal?> UnfitSuccessor(PortalDb db, Input input, CancellationToken ct)
    {
        foreach (var successor in input.Systems.Select(handover => handover.To).Distinct())
        {
            if (successor == input.Person || !await db.Users.AnyAsync(user => user.Id == successor.Value && user.State == PersonState.Active, ct))
                return new Invalid("systems", "A successor is somebody else who can sign in.");
            if (!Roles.PermissionsOf(await db.RolesOf(successor, ct)).Contains(Permission.FileSystems))
                return new Invalid("systems", "Who takes over a system is a system owner: grant that role first.");
        }

        return null;
    }

    private static async Task<Refusal?> HandOverSeats(PortalDb db, Actor actor, Input input, string reason, DateTimeOffset now, CancellationToken ct)
    {
        var held = await db.Seats.Where(seat => seat.Holder == input.Person).ToListAsync(ct);
        foreach (var (id, to) in input.Seats)
        {
            if (held.Find(seat => seat.Id == id && !seat.IsOver(now)) is not { } seat)
                return new Invalid("seats", "This person does not hold that seat.");
            var alternate = seat.Alternate == to ? null : seat.Alternate;
            if ((await FillSeat.Fill(db, actor, new(seat.Function, to, alternate, null, seat.ValidTo), now, ct)).Refusal is { } refusal)
                return refusal;
        }

        await VacateSeat.Leave(db, actor, input.Person, reason, now, ct);
        return null;
    }

    private static async Task EndAll(PortalDb db, Actor actor, PersonId person, string reason, DateTimeOffset now, CancellationToken ct)
    {
        foreach (var grant in await db.RoleGrants.Where(grant => grant.Person == person && GrantMoves.Live.Contains(grant.State)).ToListAsync(ct))
        {
            _ = grant.State == GrantState.Held ? grant.End(actor.Person, reason, now) : grant.Decline(actor.Person.GetValueOrDefault(), reason, now);
            db.Record(new EntryDraft(actor, now, grant.State == GrantState.Ended ? "role.taken-away" : "role.declined", person.ToString()) { Before = grant.Digest, Reason = reason, Details = GrantRole.DetailsOf(grant) });
        }

        foreach (var group in await db.Groups.Include(group => group.Roles).Include(group => group.Members).Where(group => group.Members.Any(member => member.Person == person && member.ValidTo == null)).ToListAsync(ct))
        {
            _ = group.Remove(person, actor.Person, now);
            ChangeGroups.Record(db, actor, now, "group.member-removed", group, person);
        }

        foreach (var delegation in await db.Delegations.Where(row => (row.From == person || row.To == person) && row.Ends > now).ToListAsync(ct))
            TakeBackDelegation.End(db, actor, delegation, now);
        await RevokeToken.RevokeAll(db, actor, person, reason, now, ct);
        await OneTimeLinks.CloseAll(db, person, now, ct);
        await Sessions.EndAll(db, actor, person, SessionEnd.AccountClosed, now, null, ct);
    }
}
