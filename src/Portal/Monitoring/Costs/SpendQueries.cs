using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Monitoring.Costs;

/// <summary>What a system cost in a month, in millionths of the organisation's currency.</summary>
/// <param name="System">Its code.</param>
/// <param name="Department">Whose it is.</param>
/// <param name="Counted">Its calls and predictions.</param>
/// <param name="Posted">What was told beside them.</param>
/// <param name="Forecast">Both at the end of the month, if calls go on as they went; null on its first day.</param>
public sealed record Spend(string System, string Department, long Counted, long Posted, long? Forecast);

/// <summary>Reads what was spent; months are the calendar's in UTC, as the days of telemetry are.</summary>
public sealed class SpendQueries(IDbContextFactory<PortalDb> dbs, TimeProvider time)
{
    /// <summary>Systems that cost anything in the month of a day, the dearest first.</summary>
    public Task<IReadOnlyList<Spend>> Month(DateOnly day, AsOf asOf, CancellationToken ct)
    {
        var first = new DateOnly(day.Year, day.Month, 1);
        return Between(first, first.AddMonths(1), asOf, ct);
    }

    /// <summary>The same from one day until before another. As of a past day nothing counts that came after it.</summary>
    public async Task<IReadOnlyList<Spend>> Between(DateOnly first, DateOnly next, AsOf asOf, CancellationToken ct)
    {
        var (at, over) = (asOf.At, asOf.EndIn(next));
        await using var db = await dbs.CreateDbContextAsync(ct);
        var counted = (await (
            from spent in db.TelemetryDays.AsNoTracking()
            join version in db.Versions.AsNoTracking() on spent.ModelVersion equals version.Id
            where spent.Day >= first && spent.Day < over && spent.CostMicros > 0
            select new { version.System, spent.CostMicros }).ToListAsync(ct)).ToLookup(spent => spent.System, spent => spent.CostMicros);
        var posted = (await db.PostedCosts.AsNoTracking().Where(cost => cost.Day >= first && cost.Day < over && (at == null || cost.At <= at)).Select(cost => new { cost.System, cost.Micros }).ToListAsync(ct))
            .ToLookup(cost => cost.System, cost => cost.Micros);
        var ids = counted.Select(system => system.Key).Union(posted.Select(system => system.Key)).ToList();
        var systems = await (
            from system in db.Systems.AsNoTracking()
            join revision in db.Revisions.AsNoTracking() on new { system.Id, Number = system.ShownNumber } equals new { Id = revision.System, revision.Number }
            where ids.Contains(system.Id)
            select new
            {
                system.Id,
                system.Code,
                Department = at == null ? revision.Content.Department
                    : db.Revisions.Where(then => then.System == system.Id && then.ValidFrom <= at && (then.ValidTo == null || then.ValidTo > at)).Select(then => then.Content.Department).FirstOrDefault() ?? revision.Content.Department,
            }).ToListAsync(ct);

        var (from, to, now) = (Start(first), Start(next), at ?? time.GetUtcNow());
        return [.. systems.Select(system => Of(system.Code, system.Department, Sum(counted[system.Id]), Sum(posted[system.Id]), from, to, now))
            .OrderByDescending(spend => spend.Counted + spend.Posted).ThenBy(spend => spend.System, StringComparer.Ordinal)];
    }

    private static Spend Of(string code, string department, long counted, long posted, DateTimeOffset from, DateTimeOffset to, DateTimeOffset now) =>
        new(code, department, counted, posted, Forecast.Of(counted, from, to, now) + posted);

    private static long Sum(IEnumerable<long> amounts) => (long)Math.Min(long.MaxValue, amounts.Sum(amount => (decimal)amount));

    private static DateTimeOffset Start(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);
}
