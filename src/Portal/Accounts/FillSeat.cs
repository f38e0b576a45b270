using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Accounts;

/// <summary>Begins a term of a board seat, now or later. The term before it ends where the new one begins.</summary>
public sealed class FillSeat(IDbContextFactory<PortalDb> dbs, TimeProvider time)
{
    public sealed record Input(string Function, PersonId Holder, PersonId? Alternate, DateTimeOffset? From, DateTimeOffset? To);

    public Task<Result<SeatId>> Run(Actor actor, Input input, CancellationToken ct) => dbs.WriteAsync<SeatId>(async db =>
    {
        var now = time.GetUtcNow();
        if (Administration.RefusalOf(actor) is { } unfit)
            return db.Refused(actor, now, "seat.fill", "seats", unfit);
        return await Fill(db, actor, input, now, ct);
    }, ct);

    /// <summary>The term itself, within somebody's transaction.</summary>
    internal static async Task<Result<SeatId>> Fill(PortalDb db, Actor actor, Input input, DateTimeOffset now, CancellationToken ct)
    {
        if (PlainText.LineProblem(input.Function.Trim(), Seat.LongestFunction) is { } problem)
            return new Invalid("function", problem);

        // A day that has begun means from now on: nobody sat there this morning.
        var from = input.From is { } wanted && wanted > now ? wanted : now;
        var terms = (await db.Seats.ToListAsync(ct)).Where(seat => !seat.IsOver(now)).ToList();
        if (await Fault(db, input, from, terms, ct) is { } fault)
            return fault;

        var function = terms.Select(term => term.Function).FirstOrDefault(known => Same(known, input.Function.Trim())) ?? input.Function.Trim();
        foreach (var before in terms.Where(term => Same(term.Function, function) && (term.ValidTo is null || term.ValidTo > from)))
            before.End(from);
        var seat = Seat.Term(function, input.Holder, input.Alternate, from, input.To, now);
        db.Seats.Add(seat);
        db.Record(new EntryDraft(actor, now, "seat.filled", function) { Details = DetailsOf(seat) });
        return seat.Id;
    }

    internal static Dictionary<string, string> DetailsOf(Seat seat)
    {
        var details = new Dictionary<string, string> { ["seat"] = seat.Id.ToString(), ["holder"] = seat.Holder.ToString(), ["from"] = seat.ValidFrom.ToString("O") };
        if (seat.Alternate is { } alternate)
            details["alternate"] = alternate.ToString();
        if (seat.ValidTo is { } to)
            details["to"] = to.ToString("O");
        return details;
    }

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static async Task<Refusal?> Fault(PortalDb db, Input input, DateTimeOffset from, IReadOnlyList<Seat> terms, CancellationToken ct)
    {
        if (input.To <= from)
            return new Invalid("to", "The term ends before it begins.");
        if (terms.FirstOrDefault(term => Same(term.Function, input.Function.Trim()) && term.ValidFrom > from) is { } later)
            return new Invalid("from", $"A term of this seat begins on {later.ValidFrom:yyyy-MM-dd} already: end that one first.");
        if (input.Alternate == input.Holder)
            return new Invalid("alternate", "Somebody else stands in for the holder.");

        var members = await db.HoldersOf(Role.BoardMember, ct);
        if (!members.Contains(input.Holder))
            return new Invalid("holder", "Who holds a seat is a board member: grant that role first.");
        if (input.Alternate is { } alternate && !members.Contains(alternate))
            return new Invalid("alternate", "Who stands in is a board member too: grant that role first.");

        return terms.FirstOrDefault(term => term.Holder == input.Holder && !Same(term.Function, input.Function.Trim()) && (term.ValidTo is null || term.ValidTo > from)) is { } other
            ? new Invalid("holder", $"This person holds the {other.Function} seat: one person has one vote.")
            : null;
    }
}
