using Portal.Data;
using Portal.Shared;
using Portal.Statistics.Alerts;

namespace Portal.Monitoring.Budgets;

public enum BudgetScope { System = 1, Department }

/// <summary>The calendar's days and months in UTC, as those of telemetry are; a request is judged by the mean of the last hour.</summary>
public enum BudgetPeriod { Day = 1, Month, Request }

/// <summary>What a system or a department may spend. There is one of a kind: what is set again takes the place of what was.</summary>
public sealed class Budget : IVersioned
{
    private readonly List<BudgetRevision> _revisions = [];

    private Budget() { }

    public Guid Id { get; private init; }

    public BudgetScope Scope { get; private init; }

    /// <summary>The code of the system, or the department as entries name it.</summary>
    public string Name { get; private init; } = "";

    public BudgetPeriod Period { get; private init; }

    /// <summary>In millionths of the organisation's currency.</summary>
    public long Micros { get; private set; }

    public PersonId? SetBy { get; private set; }

    public DateTimeOffset SetAt { get; private set; }

    /// <summary>How grave the alert was that opened last; absent while none is held.</summary>
    public AlertSeverity? Held { get; private set; }

    /// <summary>The first day of the period for which that holds.</summary>
    public DateOnly HeldFor { get; private set; }

    public int Version { get; private set; }

    /// <summary>What it was before.</summary>
    public IReadOnlyList<BudgetRevision> Revisions => _revisions;

    internal static Budget Of(BudgetScope scope, string name, BudgetPeriod period, DateTimeOffset now) => new() { Id = Guid.CreateVersion7(now), Scope = scope, Name = name, Period = period };

    /// <summary>An instant has one budget, the last.</summary>
    internal void Set(long micros, PersonId? by, DateTimeOffset now)
    {
        if (Micros > 0 && SetAt < now)
            _revisions.Add(new BudgetRevision(Micros, SetBy, SetAt, now));
        (Micros, SetBy, SetAt) = (micros, by, now);
    }

    /// <summary>As it was at an instant, never to be saved; null before it was set.</summary>
    internal Budget? AsItStood(DateTimeOffset at) => SetAt <= at ? this
        : _revisions.FirstOrDefault(revision => revision.ValidFrom <= at && revision.ValidTo > at) is { } then ? new() { Id = Id, Scope = Scope, Name = Name, Period = Period, Micros = then.Micros, SetBy = then.SetBy, SetAt = then.ValidFrom }
        : null;

    /// <summary>What comes of so much of it having been spent in a period; null when nothing does.</summary>
    internal AlertAct? Judge(AlertSeverity? severity, DateOnly period)
    {
        if (Held is not null && (severity is null || HeldFor != period))
        {
            Held = null;
            return AlertAct.Closed;
        }

        if (severity is null || severity <= Held)
            return null;

        var act = Held is null ? AlertAct.Opened : AlertAct.Raised;
        (Held, HeldFor) = (severity, period);
        return act;
    }
}
