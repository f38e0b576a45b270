using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Data;
using Portal.Shared;

namespace Portal.Inspection;

/// <summary>Tells who is to answer, and who asked, that the day of a request is over: once for each day that was set, which the entry itself says.</summary>
public sealed partial class RequestClock(IDbContextFactory<PortalDb> dbs, Calendar calendar, TimeProvider time, ILogger<RequestClock> log) : BackgroundService
{
    private const string Overdue = "request.overdue";
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);
    private static readonly Actor Portal = Actor.System("inspection");

    public async Task Turn(CancellationToken ct)
    {
        foreach (var code in await Late(ct))
            _ = await dbs.WriteAsync<Done>(db => Tell(db, code, ct), ct);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Turns.Repeat(Turn, Period, time, fault => Log.TurnFailed(log, fault), stoppingToken);

    private async Task<IReadOnlyList<string>> Late(CancellationToken ct)
    {
        var today = calendar.Today;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var late = await db.EvidenceRequests.AsNoTracking().Where(row => (row.State == RequestState.Open || row.State == RequestState.Returned) && row.Due < today)
            .Select(row => new { row.Code, row.Due }).ToListAsync(ct);
        List<string> untold = [];
        foreach (var request in late)
            if (!await IsTold(db, request.Code, request.Due, ct))
                untold.Add(request.Code);
        return untold;
    }

    private async Task<Result<Done>> Tell(PortalDb db, string code, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var request = await db.EvidenceRequests.Include(row => row.Steps).SingleAsync(row => row.Code == code, ct);
        if (!RequestMoves.Waiting.Contains(request.State) || request.Due >= calendar.Today || await IsTold(db, code, request.Due, ct))
            return new NotAllowed("Somebody was quicker.");

        var system = request.System is { } named ? await NamedSystems.Find(db, named, ct) : null;
        db.Record(RequestWriting.Entry(Portal, request, system, Overdue, "", now));
        await RequestMails.Overdue(db, Portal, request, system, now, ct);
        return default(Done);
    }

    /// <summary>After the day, there is an entry that says so.</summary>
    private Task<bool> IsTold(PortalDb db, string code, DateOnly due, CancellationToken ct)
    {
        var over = calendar.StartOf(due.AddDays(1));
        return db.Entries.AnyAsync(entry => entry.Subject == code && entry.Action == Overdue && entry.Time >= over, ct);
    }

    private static partial class Log
    {
        [LoggerMessage(1341, LogLevel.Error, "Requests for evidence that are overdue could not be looked at; tried again at the next turn")]
        public static partial void TurnFailed(ILogger log, Exception fault);
    }
}
