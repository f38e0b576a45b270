using Portal.Data;
using Portal.Shared;

namespace Portal.Monitoring.Kpis;

/// <summary>On which side of its target a figure is to be.</summary>
public enum KpiDirection { AtLeast = 1, AtMost }

/// <summary>What a system is for, as a figure: who answers for it, where it is to be, and where it was. There is one of a name in a system.</summary>
public sealed class Kpi : IVersioned
{
    public const int LongestName = 120;
    public const int LongestUnit = 20;
    public const int LongestObjective = 300;

    private readonly List<KpiReading> _readings = [];
    private readonly List<KpiRevision> _revisions = [];

    private Kpi() { }

    public Guid Id { get; private init; }

    public SystemId System { get; private init; }

    public string Name { get; private init; } = "";

    /// <summary>Stands behind every figure; empty for a count or a ratio.</summary>
    public string Unit { get; private set; } = "";

    public KpiDirection Direction { get; private set; }

    public double Target { get; private set; }

    public PersonId Owner { get; private set; }

    /// <summary>The objective of the organisation that it serves.</summary>
    public string Objective { get; private set; } = "";

    public DateTimeOffset SetAt { get; private set; }

    public int Version { get; private set; }

    public IReadOnlyList<KpiReading> Readings => _readings;

    internal static Kpi Of(SystemId system, string name, DateTimeOffset now) => new() { Id = Guid.CreateVersion7(now), System = system, Name = name };

    /// <summary>What it was before.</summary>
    public IReadOnlyList<KpiRevision> Revisions => _revisions;

    /// <summary>An instant has one target, the last.</summary>
    internal void Set(KpiTerms terms, PersonId owner, DateTimeOffset now)
    {
        if (SetAt != default && SetAt < now)
            _revisions.Add(new KpiRevision(this, now));
        (Unit, Direction, Target, Owner, Objective, SetAt) = (terms.Unit.Trim(), terms.Direction.GetValueOrDefault(), terms.Target.GetValueOrDefault(), owner, terms.Objective.Trim(), now);
    }

    /// <summary>A day has one reading: what is told again takes the place of what was, which stays for those who look back.</summary>
    internal void Read(DateOnly day, double value, PersonId? by, DateTimeOffset now)
    {
        _readings.RemoveAll(reading => reading.Day == day && reading.At >= now);
        _readings.Find(reading => reading.Day == day && reading.Until is null)?.End(now);
        _readings.Add(new KpiReading(Id, day, value, by, now));
    }
}

/// <summary>What a KPI is about, beside its system and its name.</summary>
public sealed record KpiTerms(string Unit, KpiDirection? Direction, double? Target, string Objective);

/// <summary>Where a KPI was on a day.</summary>
public sealed class KpiReading
{
    private KpiReading() { }

    internal KpiReading(Guid kpi, DateOnly day, double value, PersonId? by, DateTimeOffset at) => (Kpi, Day, Value, By, At) = (kpi, day, value, by, at);

    public Guid Kpi { get; private set; }

    public DateOnly Day { get; private set; }

    public double Value { get; private set; }

    public PersonId? By { get; private set; }

    public DateTimeOffset At { get; private set; }

    /// <summary>When another took its place.</summary>
    public DateTimeOffset? Until { get; private set; }

    internal void End(DateTimeOffset now) => Until = now;
}

/// <summary>What a KPI was until it was set anew. What it is since stands in the KPI itself.</summary>
public sealed class KpiRevision
{
    private KpiRevision() { }

    internal KpiRevision(Kpi kpi, DateTimeOffset to) =>
        (Unit, Direction, Target, Owner, Objective, ValidFrom, ValidTo) = (kpi.Unit, kpi.Direction, kpi.Target, kpi.Owner, kpi.Objective, kpi.SetAt, to);

    public Guid Kpi { get; private set; }

    public string Unit { get; private set; } = "";

    public KpiDirection Direction { get; private set; }

    public double Target { get; private set; }

    public PersonId Owner { get; private set; }

    public string Objective { get; private set; } = "";

    public DateTimeOffset ValidFrom { get; private set; }

    public DateTimeOffset ValidTo { get; private set; }
}
