using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Monitoring.Kpis;

/// <summary>Tells where a KPI was on some days; by hand, or by whatever computes it.</summary>
public sealed class ReadKpi(IDbContextFactory<PortalDb> dbs, Calendar calendar, TimeProvider time)
{
    public sealed record Input(Guid Kpi, IReadOnlyList<SetKpi.Reading> Readings);

    public Task<Result<Guid>> Run(Actor actor, Input input, CancellationToken ct) => dbs.WriteAsync<Guid>(async db =>
    {
        var now = time.GetUtcNow();
        if (!actor.May(Permission.SendTelemetry))
            return db.Refused(actor, now, "kpi.tell", $"{input.Kpi}", new Forbidden("Telling readings needs the permission SendTelemetry."));
        if (await db.Kpis.Include(row => row.Readings).SingleOrDefaultAsync(row => row.Id == input.Kpi, ct) is not { } kpi || await NamedSystems.Find(db, kpi.System, ct) is not { } system)
            return new NotFound($"KPI {input.Kpi}");
        if (actor.RefusalOn(system.Id, system.Code) is { } unbound)
            return unbound;

        List<Fault> faults = [.. input.Readings.Count == 0 ? [new Fault("readings", "Tell at least one.")] : Array.Empty<Fault>(), .. ReadingFaults.Of(input.Readings, calendar.Today)];
        if (faults.Count > 0)
            return new Invalid(faults);

        foreach (var reading in input.Readings)
            kpi.Read(reading.Day, reading.Value, actor.Person, now);
        db.Record(new EntryDraft(actor, now, KpiEvents.Read, system.Code)
        {
            Made = $"{kpi.Id}",
            Details = new Dictionary<string, string> { ["name"] = kpi.Name, ["readings"] = $"{input.Readings.Count}" },
        });
        return kpi.Id;
    }, ct);
}
