using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Data;
using Portal.Shared;

namespace Portal.Inspection;

/// <summary>
/// Tells who is to answer that the last day of a request is near, and them and who asked that it is over: once for each day that was set, which the
/// entry itself says.
/// </summary>
public sealed partial class RequestClock(IDbContextFactory<PortalDb> dbs, Calendar calendar, TimeProvider time, ILogger<RequestClock> log) : BackgroundService
{
    private const string Near = "request.reminded";
    private const string Overdue = "request.overdue";
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);
    private static readonly Actor Portal = Actor.System("inspection");

    public async Task Turn(CancellationToken ct)
    {
        foreach (var code in await Untold(ct))
            _ = await dbs.WriteAsync<Done>(db => Tell(db, code, ct), ct);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Turns.Repeat(Turn, Period, time, fault => Log.TurnFailed(log, fault), stoppingToken);

    private async Task<IReadOnlyList<string>> Untold(CancellationToken ct)
    {
        var tomorrow = calendar.Today.AddDays(1);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var waiting = await db.EvidenceRequests.AsNoTracking().Include(row => row.Steps)
            .Where(row => (row.State == RequestState.Open || row.State == RequestState.Returned) && row.Due <= tomorrow).OrderBy(row => row.Code).ToListAsync(ct);
        List<string> untold = [];
        foreach (var request in waiting)
            if (await Owed(db, request, ct) is not null)
                untold.Add(request.Code);
        return untold;
    }

    private async Task<Result<Done>> Tell(PortalDb db, string code, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var request = await db.EvidenceRequests.Include(row => row.Steps).SingleAsync(row => row.Code == code, ct);
        if (!RequestMoves.Waiting.Contains(request.State) || await Owed(db, request, ct) is not { } owed)
            return new NotAllowed("Somebody was quicker.");

        var system = request.System is { } named ? await NamedSystems.Find(db, named, ct) : null;
        db.Record(RequestWriting.Entry(Portal, request, system, owed, "", now));
        await (owed == Overdue ? RequestMails.Overdue(db, Portal, request, system, now, ct) : RequestMails.Near(db, Portal, request, system, now, ct));
        return default(Done);
    }

    /// <summary>What is to be told now and was not: the day before the last day whoever had longer than that, and the day after.</summary>
    private async Task<string?> Owed(PortalDb db, EvidenceRequest request, CancellationToken ct)
    {
        var (near, over) = (calendar.StartOf(request.Due.AddDays(-1)), calendar.StartOf(request.Due.AddDays(1)));
        var now = time.GetUtcNow();
        return now >= over ? await IsTold(Overdue, over) ? null : Overdue
            : now >= near && request.DueSetAt < near && !await IsTold(Near, near) ? Near
            : null;

        Task<bool> IsTold(string action, DateTimeOffset since) => db.Entries.AnyAsync(entry => entry.Subject == request.Code && entry.Action == action && entry.Time >= since, ct);
    }

    private static partial class Log
    {
        [LoggerMessage(1341, LogLevel.Error, "Requests for evidence that are due or overdue could not be looked at; tried again at the next turn")]
        public static partial void TurnFailed(ILogger log, Exception fault);
    }
}
