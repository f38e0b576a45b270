using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Accounts;

public sealed record SeatTermLine(SeatId Id, string Function, PersonLine Holder, PersonLine? Alternate, DateTimeOffset From, DateTimeOffset? To, bool Open, bool Over);

/// <summary>A function of the board with whoever sits there now, what comes and what was.</summary>
public sealed record BoardSeat(string Function, SeatTermLine? Now, IReadOnlyList<SeatTermLine> Later, IReadOnlyList<SeatTermLine> Before);

/// <summary>Who sits on the board, now and before.</summary>
public sealed class SeatQueries(IDbContextFactory<PortalDb> dbs, PeopleQueries people, TimeProvider time)
{
    /// <summary>Every function, the shipped ones first; one that nobody holds is there too.</summary>
    public async Task<IReadOnlyList<BoardSeat>> Board(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var terms = (await Lines(await db.Seats.AsNoTracking().OrderByDescending(seat => seat.ValidFrom).ThenByDescending(seat => seat.Id).ToListAsync(ct), ct)).ToLookup(term => term.Function);
        var functions = Seat.Shipped.Concat(terms.Select(group => group.Key).Order().Except(Seat.Shipped));
        return [.. functions.Select(function => new BoardSeat(
            function, terms[function].FirstOrDefault(term => term.Open),
            [.. terms[function].Where(term => term is { Open: false, Over: false })], [.. terms[function].Where(term => term.Over)]))];
    }

    /// <summary>The terms in which this person holds a seat or stands in, that are not over.</summary>
    public async Task<IReadOnlyList<SeatTermLine>> Of(PersonId person, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var rows = await db.Seats.AsNoTracking().Where(seat => seat.Holder == person || seat.Alternate == person).OrderBy(seat => seat.ValidFrom).ThenBy(seat => seat.Function).ToListAsync(ct);
        return [.. (await Lines(rows, ct)).Where(term => !term.Over)];
    }

    /// <summary>Who sits where at this moment.</summary>
    internal static async Task<IReadOnlyList<SeatHolding>> Now(PortalDb db, DateTimeOffset now, CancellationToken ct) =>
        await db.Seats.AsNoTracking().Where(seat => seat.ValidFrom <= now && (seat.ValidTo == null || seat.ValidTo > now))
            .Select(seat => new SeatHolding(seat.Function, seat.Holder, seat.Alternate)).ToListAsync(ct);

    private async Task<IReadOnlyList<SeatTermLine>> Lines(IReadOnlyList<Seat> seats, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var names = await people.ById(seats.SelectMany(seat => new[] { seat.Holder, seat.Alternate }).OfType<PersonId>(), ct);
        return [.. seats.Select(seat => new SeatTermLine(
            seat.Id, seat.Function, names[seat.Holder], seat.Alternate is { } alternate ? names[alternate] : null, seat.ValidFrom, seat.ValidTo, seat.IsOpen(now), seat.IsOver(now)))];
    }
}
