using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Findings;
using Portal.Monitoring.Alerts;
using Portal.Policies;
using Portal.Register;
using Portal.Shared;

namespace Portal.Monitoring.Records;

/// <summary>
/// An experiment, or a system of Tier Low, that predicts as much in a day as one that people rely on, is one that people rely on: a finding says
/// so, once a system.
/// </summary>
public sealed class WatchProductionLike(IDbContextFactory<PortalDb> dbs, Calendar calendar, TimeProvider time)
{
    private const int DaysToExplain = 10;

    public async Task Turn(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var now = time.GetUtcNow();
        var most = ((await db.PolicyAt(now, ct))?.Records ?? RecordRules.UnlessTold).ProductionLike;
        var (today, yesterday) = (DateOnly.FromDateTime(now.UtcDateTime), DateOnly.FromDateTime(now.UtcDateTime).AddDays(-1));
        var busy = await (
            from day in db.TelemetryDays.AsNoTracking()
            join version in db.Versions on day.ModelVersion equals version.Id
            where day.Day == today || day.Day == yesterday
            group day.Rows by new { version.System, day.Day } into same
            where same.Sum() > most
            select new { same.Key.System, same.Key.Day, Rows = same.Sum() }).ToListAsync(ct);
        foreach (var same in busy.GroupBy(one => one.System))
            _ = await dbs.WriteAsync(write => Raise(write, same.Key, same.Max(one => one.Rows), most, ct), ct);
    }

    private async Task<Result<Done>> Raise(PortalDb db, SystemId id, long rows, int most, CancellationToken ct)
    {
        var key = $"production-like:{id}";
        if (await db.Findings.AnyAsync(finding => finding.Source == FindingSource.ShadowAi && finding.Key == key, ct))
            return new Done();
        if (await db.Systems.AsNoTracking().Include(system => system.Revisions).SingleAsync(system => system.Id == id, ct) is var entry && !IsSmall(entry))
            return new Done();
        if (await NamedSystems.Find(db, id, ct) is not { } system)
            return new Done();

        var now = time.GetUtcNow();
        _ = await Raised.Raise(
            db, Actor.System("monitoring"),
            new NewFinding(
                FindingSource.ShadowAi, FindingSeverity.Moderate, id, $"Behaves like production: {system.Code}",
                $"{system.Code} is {(entry.Published?.Content.Lane == Lane.Experiment ? "an experiment" : "of Tier Low")} and made {rows:N0} predictions in a day; more than {most:N0} is what a system does that people rely on. "
                + "Say who uses it and for what, and file it as what it is.",
                AlertWriting.OwnerOf(system), calendar.DayOf(now).AddDays(DaysToExplain))
            {
                About = system.Code,
                Key = key,
            },
            now, ct);
        return new Done();
    }

    private static bool IsSmall(AiSystem system) => system.Published?.Content.Lane == Lane.Experiment || system.Tier == RiskTier.Low;
}
