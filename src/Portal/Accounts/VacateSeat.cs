using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Accounts;

/// <summary>Ends a term before its time; the seat stays empty until somebody is put into it.</summary>
public sealed class VacateSeat(IDbContextFactory<PortalDb> dbs, TimeProvider time)
{
    public sealed record Input(SeatId Seat, string Reason);

    public Task<Result<Done>> Run(Actor actor, Input input, CancellationToken ct) => dbs.WriteAsync<Done>(async db =>
    {
        var now = time.GetUtcNow();
        if (await db.Seats.SingleOrDefaultAsync(seat => seat.Id == input.Seat, ct) is not { } seat)
            return new NotFound("This term");
        if (Administration.RefusalOf(actor) is { } unfit)
            return db.Refused(actor, now, "seat.vacate", seat.Function, unfit);
        if (Administration.FaultOf(input.Reason) is { } fault)
            return fault;
        if (seat.IsOver(now))
            return new NotAllowed("This term is over.");

        Vacate(db, actor, seat, input.Reason.Trim(), now);
        return new Done();
    }, ct);

    /// <summary>Whoever is no board member any more sits nowhere: terms end, and nobody is stood in for by them.</summary>
    internal static async Task Leave(PortalDb db, Actor actor, PersonId person, string reason, DateTimeOffset now, CancellationToken ct)
    {
        var seats = await db.Seats.Where(seat => seat.Holder == person || seat.Alternate == person).ToListAsync(ct);
        foreach (var seat in seats.Where(seat => !seat.IsOver(now)))
        {
            if (seat.Holder == person)
            {
                Vacate(db, actor, seat, reason, now);
                continue;
            }

            seat.DropAlternate();
            db.Record(new EntryDraft(actor, now, "seat.alternate-dropped", seat.Function) { Reason = reason, Details = FillSeat.DetailsOf(seat) });
        }
    }

    private static void Vacate(PortalDb db, Actor actor, Seat seat, string reason, DateTimeOffset now)
    {
        seat.End(now);
        db.Record(new EntryDraft(actor, now, "seat.vacated", seat.Function) { Reason = reason, Details = FillSeat.DetailsOf(seat) });
    }
}
