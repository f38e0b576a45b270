using Portal.Accounts;

namespace Portal.Reports.Documents;

public sealed record AccessReport(ReportStamp Stamp, IReadOnlyList<AccessLine> Held, IReadOnlyList<HeldSeat> Seats, IReadOnlyList<DelegationLine> Delegations) : ReportDocument(Stamp);

/// <param name="Function">Of the board.</param>
/// <param name="Term">Absent where nobody held it.</param>
public sealed record HeldSeat(string Function, SeatTermLine? Term);

public sealed class ReadAccessReport(AccessQueries access, SeatQueries seats, DelegationQueries delegations)
{
    public async Task<AccessReport> Run(ReportStamp stamp, ReportScope scope, CancellationToken ct) => new(
        stamp, await access.AsOf(scope.AsOf, ct), [.. (await seats.Board(ct)).Select(seat => Stood(seat, scope.At))], await delegations.Held(scope.At, ct));

    private static HeldSeat Stood(BoardSeat seat, DateTimeOffset at) => new(
        seat.Function,
        seat.Before.Concat(seat.Later).Concat(seat.Now is { } now ? [now] : []).FirstOrDefault(term => term.From <= at && !(term.To <= at)));
}
