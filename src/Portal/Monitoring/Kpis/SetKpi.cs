using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Monitoring.Kpis;

/// <summary>Says what a system is to reach, or changes it. Its owners say so; what was read of it before stays.</summary>
public sealed class SetKpi(IDbContextFactory<PortalDb> dbs, Shared.Calendar calendar, TimeProvider time)
{
    public const int MostOfSystem = 50;

    /// <param name="System">Its code.</param>
    /// <param name="Name">What is there under this name is changed.</param>
    /// <param name="Terms">Where it is to be, and what for.</param>
    /// <param name="Owner">Who answers for it; whoever sets it, if nobody is named.</param>
    /// <param name="Readings">Where it was, on days.</param>
    public sealed record Input(string System, string Name, KpiTerms Terms, PersonId? Owner, IReadOnlyList<Reading> Readings);

    public sealed record Reading(DateOnly Day, double Value);

    public Task<Result<Guid>> Run(Actor actor, Input input, CancellationToken ct) => dbs.WriteAsync<Guid>(async db =>
    {
        var (now, name) = (time.GetUtcNow(), input.Name.Trim());
        if (string.IsNullOrWhiteSpace(input.System))
            return new Invalid("system", "Name the system by its code.");
        if (await NamedSystems.Find(db, input.System, ct) is not { } system)
            return new NotFound($"System '{input.System}'");
        if (actor.RefusalOn(system.Id, system.Code) is { } unbound)
            return unbound;
        if (!actor.May(Permission.FileSystems) || actor.Person is not { } person || !system.IsOwnedBy(person))
            return db.Refused(actor, now, "kpi.set", input.System, new Forbidden("What a system is to reach is said by its owners."));
        if (Faults(input, name, calendar.Today) is { Count: > 0 } faults)
            return new Invalid(faults);

        var owner = input.Owner ?? person;
        if (!await db.Users.AnyAsync(user => user.Id == owner.Value && user.State != PersonState.Left, ct))
            return new Invalid("owner", "Nobody here has this account.");

        var kpi = await db.Kpis.Include(row => row.Readings).SingleOrDefaultAsync(row => row.System == system.Id && row.Name == name, ct);
        if (kpi is null && await db.Kpis.CountAsync(row => row.System == system.Id, ct) >= MostOfSystem)
            return new NotAllowed($"{system.Code} has {MostOfSystem} KPIs already: nobody looks at more.");

        var before = kpi?.Target;
        if (kpi is null)
            db.Kpis.Add(kpi = Kpi.Of(system.Id, name, now));
        kpi.Set(input.Terms, owner, now);
        foreach (var reading in input.Readings)
            kpi.Read(reading.Day, reading.Value, person, now);
        db.Record(new EntryDraft(actor, now, KpiEvents.Changed, system.Code)
        {
            Made = $"{kpi.Id}",
            Details = new Dictionary<string, string>
            {
                ["name"] = name,
                ["direction"] = $"{kpi.Direction}",
                ["before"] = before?.ToString("R", CultureInfo.InvariantCulture) ?? "",
                ["target"] = kpi.Target.ToString("R", CultureInfo.InvariantCulture),
                ["objective"] = kpi.Objective,
                ["readings"] = $"{input.Readings.Count}",
            },
        });
        return kpi.Id;
    }, ct);

    private static List<Fault> Faults(Input input, string name, DateOnly today) =>
    [
        .. Line("name", name, Kpi.LongestName),
        .. input.Terms.Unit.Trim().Length == 0 ? [] : Line("unit", input.Terms.Unit.Trim(), Kpi.LongestUnit),
        .. Line("objective", input.Terms.Objective.Trim(), Kpi.LongestObjective),
        .. input.Terms.Direction is { } direction && Enum.IsDefined(direction) ? [] : new[] { new Fault("direction", $"Choose one of {string.Join(", ", Enum.GetNames<KpiDirection>())}.") },
        .. input.Terms.Target is { } target && double.IsFinite(target) ? [] : new[] { new Fault("target", "This is a number.") },
        .. ReadingFaults.Of([.. input.Readings], today),
    ];

    private static IEnumerable<Fault> Line(string field, string text, int longest) => PlainText.LineProblem(text, longest) is { } problem ? [new Fault(field, problem)] : [];
}

/// <summary>What happens to a KPI, in the words of the ledger.</summary>
internal static class KpiEvents
{
    public const string Changed = "kpi.changed";
    public const string Read = "kpi.read";
}

internal static class ReadingFaults
{
    private const int MostAtOnce = 400;
    private const int OldestDays = 4000;

    public static IEnumerable<Fault> Of(IReadOnlyList<SetKpi.Reading> readings, DateOnly today)
    {
        if (readings.Count > MostAtOnce)
            yield return new Fault("readings", $"At most {MostAtOnce} at once.");
        for (var at = 0; at < Math.Min(readings.Count, MostAtOnce); at++)
        {
            if (readings[at].Day > today || readings[at].Day < today.AddDays(-OldestDays))
                yield return new Fault($"readings[{at}].day", "This is a day up to today.");
            if (!double.IsFinite(readings[at].Value))
                yield return new Fault($"readings[{at}].value", "This is a number.");
        }
    }
}
