using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.Shared;

namespace Portal.Monitoring.Kpis;

/// <summary>A KPI with where it was, the oldest reading first.</summary>
public sealed record KpiLine(Guid Id, SystemId SystemId, string System, string SystemName, string Name, string Unit, KpiDirection Direction, double Target, PersonLine? Owner, string Objective, IReadOnlyList<KpiPoint> Readings)
{
    public KpiPoint? Last => Readings.Count > 0 ? Readings[^1] : null;

    /// <summary>Whether it is where it is to be; null before its first reading.</summary>
    public bool? IsMet => Last is not { } last ? null : Direction == KpiDirection.AtLeast ? last.Value >= Target : last.Value <= Target;
}

public sealed record KpiPoint(DateOnly Day, double Value);

/// <summary>Reads KPIs: at most a few of each system, by name.</summary>
public sealed class KpiQueries(IDbContextFactory<PortalDb> dbs, PeopleQueries people)
{
    private const int MostReadings = 400;

    /// <summary>Of one system by its code, or of all; as of a past day with the targets and the readings that there were.</summary>
    public async Task<Page<KpiLine>> List(string? system, PageRequest page, AsOf asOf, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var kpis = db.Kpis.AsNoTracking();
        if (asOf.At is { } at)
            kpis = kpis.Where(kpi => kpi.SetAt <= at || kpi.Revisions.Any(revision => revision.ValidFrom <= at));
        if (system is not null)
            kpis = kpis.Where(kpi => db.Systems.Any(row => row.Id == kpi.System && row.Code == system));
        var total = await kpis.CountAsync(ct);
        return new Page<KpiLine>(await Lines(db, await kpis.OrderBy(kpi => kpi.System).ThenBy(kpi => kpi.Name).Skip(page.Skip).Take(page.Size).ToListAsync(ct), asOf, ct), page.Number, page.Size, total);
    }

    /// <summary>Whether somebody may say what a system is to reach.</summary>
    public async Task<bool> MaySet(Actor actor, string system, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return actor.May(Permission.FileSystems) && actor.Person is { } person && await NamedSystems.Find(db, system, ct) is { } found && actor.RefusalOn(found.Id, found.Code) is null && found.IsOwnedBy(person);
    }

    public async Task<KpiLine?> One(Guid id, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await Lines(db, await db.Kpis.AsNoTracking().Where(kpi => kpi.Id == id).ToListAsync(ct), AsOf.Now, ct) is [var found] ? found : null;
    }

    private async Task<IReadOnlyList<KpiLine>> Lines(PortalDb db, IReadOnlyList<Kpi> kpis, AsOf asOf, CancellationToken ct)
    {
        var at = asOf.At;
        var ids = kpis.Select(kpi => kpi.Id).ToList();
        var readings = (await db.KpiReadings.AsNoTracking().Where(reading => ids.Contains(reading.Kpi) && (at == null ? reading.Until == null : reading.At <= at && (reading.Until == null || reading.Until > at)))
            .Select(reading => new { reading.Kpi, reading.Day, reading.Value }).ToListAsync(ct)).ToLookup(reading => reading.Kpi);
        var before = at is null ? [] : await db.KpiRevisions.AsNoTracking().Where(revision => ids.Contains(revision.Kpi) && revision.ValidFrom <= at && revision.ValidTo > at).ToDictionaryAsync(revision => revision.Kpi, ct);
        var systems = await NamedSystems.ById(db, kpis.Select(kpi => kpi.System), asOf, ct);
        var named = await people.ById(kpis.Select(kpi => kpi.Owner).Concat(before.Values.Select(revision => revision.Owner)), ct);
        return [.. kpis.Select(kpi => Line(kpi, before.GetValueOrDefault(kpi.Id)))];

        KpiLine Line(Kpi kpi, KpiRevision? then) => new(
            kpi.Id, kpi.System, systems.GetValueOrDefault(kpi.System)?.Code ?? "", systems.GetValueOrDefault(kpi.System)?.Name ?? "", kpi.Name,
            then?.Unit ?? kpi.Unit, then?.Direction ?? kpi.Direction, then?.Target ?? kpi.Target, named.GetValueOrDefault(then?.Owner ?? kpi.Owner), then?.Objective ?? kpi.Objective,
            [.. readings[kpi.Id].OrderBy(reading => reading.Day).TakeLast(MostReadings).Select(reading => new KpiPoint(reading.Day, reading.Value))]);
    }
}
