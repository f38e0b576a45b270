using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Findings;

/// <summary>Tells who has a finding that it falls due, and everybody whom it concerns that the day is over; each once.</summary>
public sealed class FindingClock(IDbContextFactory<PortalDb> dbs, Calendar calendar, TimeProvider time)
{
    private static readonly Actor Portal = Actor.System("findings");

    public async Task Turn(CancellationToken ct)
    {
        foreach (var id in await Due(ct))
            _ = await dbs.WriteAsync<Done>(db => Tell(db, id, ct), ct);
    }

    private async Task<IReadOnlyList<FindingId>> Due(CancellationToken ct)
    {
        var (today, last) = (calendar.Today, calendar.Today.AddDays(FindingNotice.DaysAhead));
        await using var db = await dbs.CreateDbContextAsync(ct);
        var near = await db.Findings.AsNoTracking().Where(finding => finding.State != FindingState.Closed && finding.Due <= last && finding.Notices < FindingNotice.Overdue.Number)
            .OrderBy(finding => finding.Due).ThenBy(finding => finding.Code).Select(finding => new { finding.Id, finding.State, finding.Due, finding.Notices }).ToListAsync(ct);
        return [.. near.Where(finding => FindingNotice.Of(finding.State, finding.Due, today)?.Number > finding.Notices).Select(finding => finding.Id)];
    }

    private async Task<Result<Done>> Tell(PortalDb db, FindingId id, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var finding = await db.Findings.SingleAsync(row => row.Id == id, ct);
        if (FindingNotice.Of(finding.State, finding.Due, calendar.Today) is not { } notice || notice.Number <= finding.Notices)
            return new NotAllowed("Somebody was quicker.");

        finding.Told(notice);
        await FindingMails.Due(db, Portal, finding, notice, now, ct);
        if (notice == FindingNotice.Overdue)
        {
            var system = finding.System is { } named ? await NamedSystems.Find(db, named, ct) : null;
            db.Record(new EntryDraft(Portal, now, FindingEvents.Overdue, finding.Code) { Details = FindingWriting.Details(finding, system?.Code) });
            db.Raise(new FindingOverdue(finding.System, finding.Id, finding.Due), now);
        }

        return default(Done);
    }
}
