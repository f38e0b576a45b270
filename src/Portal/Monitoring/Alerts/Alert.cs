using Portal.Data;
using Portal.Shared;
using Portal.Statistics.Alerts;

namespace Portal.Monitoring.Alerts;

public enum AlertState { Open = 1, Closed }

/// <summary>What an alert is about.</summary>
public enum AlertMetric
{
    Psi = 1,
    JensenShannon,
    KolmogorovSmirnov,
    Wasserstein,
    Missing,
    UpstreamBreak,
    Quality,
    Errors,
    Safety,
    Latency,
    Cost,
    Budget,

    /// <summary>The same scores lead to other labels.</summary>
    Concept,

    /// <summary>The same ids are served with other features than the version was tried on.</summary>
    Skew,
}

/// <summary>Why it moved, in one word, so that causes can be counted.</summary>
public enum AlertCause
{
    /// <summary>What the system is told is wrong or incomplete.</summary>
    Data = 1,
    Upstream,
    Model,
    Season,

    /// <summary>Somebody changed something on purpose.</summary>
    Change,
    FalseAlarm,
}

/// <summary>
/// Something that has moved far enough, for long enough, to tell people of. The rules open, raise and close it; a person may take it,
/// say something to it, and close it with its cause.
/// </summary>
public sealed class Alert : IVersioned
{
    public const int LongestWords = 2000;

    /// <summary>What may wait longer is closed with its cause, or is a finding.</summary>
    public static readonly TimeSpan LongestSnooze = TimeSpan.FromDays(30);

    private readonly List<AlertStep> _steps = [];

    private Alert() { }

    public AlertId Id { get; private set; }

    /// <summary>AL-0001, from the sequence.</summary>
    public string Code { get; private set; } = "";

    public SystemId System { get; private set; }

    public VersionId ModelVersion { get; private set; }

    /// <summary>Empty when it is about many.</summary>
    public string Feature { get; private set; } = "";

    /// <summary>Of a feature that moved, by which of its figures most.</summary>
    public AlertMetric Metric { get; private set; }

    public AlertSeverity Severity { get; private set; }

    public AlertState State { get; private set; }

    /// <summary>The end of the window in which it opened.</summary>
    public DateTimeOffset OpenedAt { get; private set; }

    /// <summary>The end of the window in which it became graver; absent when it did not.</summary>
    public DateTimeOffset? RaisedAt { get; private set; }

    public DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>The figures of the window in which it opened or became graver.</summary>
    public AlertEvidence Evidence { get; private set; } = AlertEvidence.None;

    public int PolicyNumber { get; private set; }

    /// <summary>Who looks after it; absent while nobody does.</summary>
    public PersonId? TakenBy { get; private set; }

    /// <summary>Who closed it; absent while it is open, and when it closed by itself.</summary>
    public PersonId? ClosedBy { get; private set; }

    /// <summary>Absent while it is open, and when it closed by itself.</summary>
    public AlertCause? Cause { get; private set; }

    /// <summary>Until then it is left alone, and comes back by itself; absent when nobody snoozed it, or it became graver since.</summary>
    public DateTimeOffset? SnoozedUntil { get; private set; }

    public int Version { get; private set; }

    public IReadOnlyList<AlertStep> Steps => _steps;

    internal static Alert Open(string code, SystemId system, VersionId version, string feature, AlertMetric metric, AlertSeverity severity, AlertEvidence evidence, int policy, DateTimeOffset now)
    {
        var alert = new Alert
        {
            Id = AlertId.New(now),
            Code = code,
            System = system,
            ModelVersion = version,
            Feature = feature,
            Metric = metric,
            Severity = severity,
            State = AlertState.Open,
            OpenedAt = evidence.To,
            Evidence = evidence,
            PolicyNumber = policy,
        };
        alert.Add(AlertStepKind.Opened, null, "", now, evidence: evidence);
        return alert;
    }

    internal void Raise(AlertSeverity severity, AlertEvidence evidence, DateTimeOffset now)
    {
        Metric = evidence.Leading ?? Metric;
        (Severity, Evidence, RaisedAt, SnoozedUntil) = (severity, evidence, evidence.To, null);
        Add(AlertStepKind.Raised, null, "", now, evidence: evidence);
    }

    /// <summary>What it was about is back where it was.</summary>
    internal void Settle(DateTimeOffset at, DateTimeOffset now, string words = "")
    {
        (State, ClosedAt) = (AlertState.Closed, at);
        Add(AlertStepKind.Settled, null, words, now);
    }

    public Refusal? Take(PersonId person, DateTimeOffset now)
    {
        if (WhyClosed() is { } refusal)
            return refusal;
        if (TakenBy == person)
            return new NotAllowed($"You have {Code} already.");

        TakenBy = person;
        Add(AlertStepKind.Taken, person, "", now);
        return null;
    }

    public Refusal? Comment(PersonId person, string words, DateTimeOffset now)
    {
        Add(AlertStepKind.Commented, person, words, now);
        return null;
    }

    /// <summary>It can wait until an instant.</summary>
    public Refusal? Snooze(PersonId person, DateTimeOffset until, string reason, DateTimeOffset now)
    {
        if (WhyClosed() is { } refusal)
            return refusal;
        if (until <= now || until > now + LongestSnooze)
            return new Invalid("until", $"This is an instant to come, at most {LongestSnooze.TotalDays:0} days from now.");

        SnoozedUntil = until;
        Add(AlertStepKind.Snoozed, person, reason, now, until);
        return null;
    }

    /// <summary>It is understood. It opens again only when it becomes graver, or when it has settled and moves anew.</summary>
    public Refusal? Close(PersonId person, AlertCause cause, string words, DateTimeOffset now)
    {
        if (WhyClosed() is { } refusal)
            return refusal;

        (State, ClosedAt, ClosedBy, Cause) = (AlertState.Closed, now, person, cause);
        Add(AlertStepKind.Closed, person, words, now);
        return null;
    }

    /// <summary>What was known of it at an instant, by which it was open; to be read, and never saved.</summary>
    internal Alert AsItStood(DateTimeOffset at)
    {
        var steps = _steps.Where(step => step.At <= at).OrderBy(step => step.Number).ToList();
        var (raised, shown) = (steps.FindLast(step => step.Kind == AlertStepKind.Raised), _steps.Where(step => step.Kind is AlertStepKind.Opened or AlertStepKind.Raised).MaxBy(step => step.Number));
        var stood = (Alert)MemberwiseClone();
        (stood.Severity, stood.TakenBy) = (steps[^1].Severity, steps.FindLast(step => step.Kind == AlertStepKind.Taken)?.By);
        stood.SnoozedUntil = steps.FindLast(step => step.Kind is AlertStepKind.Snoozed or AlertStepKind.Raised)?.Until;

        // Steps from before they kept their figures: those of the last one are the alert's own.
        var resting = raised ?? steps[0];
        stood.Evidence = resting.Evidence ?? (resting == shown ? Evidence : AlertEvidence.None);
        stood.Metric = stood.Evidence.Leading ?? Metric;
        stood.RaisedAt = raised is null ? null : raised == shown ? RaisedAt : raised.Evidence?.To ?? raised.At;
        if (!steps.Exists(step => step.Kind is AlertStepKind.Closed or AlertStepKind.Settled))
            (stood.State, stood.ClosedAt, stood.ClosedBy, stood.Cause) = (AlertState.Open, null, null, null);
        return stood;
    }

    private NotAllowed? WhyClosed() => State == AlertState.Open ? null : new($"{Code} is closed.");

    private void Add(AlertStepKind kind, PersonId? by, string words, DateTimeOffset now, DateTimeOffset? until = null, AlertEvidence? evidence = null) =>
        _steps.Add(new AlertStep(_steps.Count + 1, kind, by, words, Severity, now, until) { Evidence = evidence });
}

/// <summary>What a change of an alert rests on.</summary>
/// <param name="Value">The figure; absent of many features at once.</param>
/// <param name="Level">Where it warns, or is serious at once.</param>
/// <param name="P">Adjusted for all features that were looked at together; absent where the figure is a bound itself.</param>
/// <param name="N">Values.</param>
/// <param name="From">Where the window begins.</param>
/// <param name="To">Where it ends.</param>
/// <param name="Season">The PSI of the window against the same hours of the four weeks before; absent where these have too few values.</param>
/// <param name="IsUsual">Whether that is below where PSI warns: usual for the season.</param>
/// <param name="Features">Of many features at once, which.</param>
public sealed record AlertEvidence(double? Value, double? Level, double? P, long N, DateTimeOffset From, DateTimeOffset To, double? Season, bool? IsUsual, IReadOnlyList<string> Features)
{
    internal static AlertEvidence None { get; } = new(null, null, null, 0, default, default, null, null, []);

    /// <summary>Of a feature that moved, all of its figures, what is farthest over its level first: that one is the value.</summary>
    public IReadOnlyList<DriftFigure> Figures { get; init; } = [];

    internal AlertMetric? Leading => Figures is [var leading, ..] ? leading.Metric : null;
}

/// <summary>What happened to an alert, and when.</summary>
public sealed class AlertStep
{
    private AlertStep() { }

    internal AlertStep(int number, AlertStepKind kind, PersonId? by, string words, AlertSeverity severity, DateTimeOffset at, DateTimeOffset? until) =>
        (Number, Kind, By, Words, Severity, At, Until) = (number, kind, by, words, severity, at, until);

    public AlertId Alert { get; private set; }

    public int Number { get; private set; }

    public AlertStepKind Kind { get; private set; }

    /// <summary>Absent when the rules did it.</summary>
    public PersonId? By { get; private set; }

    public string Words { get; private set; } = "";

    public AlertSeverity Severity { get; private set; }

    public DateTimeOffset At { get; private set; }

    /// <summary>Of a snooze, how long.</summary>
    public DateTimeOffset? Until { get; private set; }

    /// <summary>The figures that opened it or made it graver; absent of other steps, and of those from before they were kept.</summary>
    public AlertEvidence? Evidence { get; internal init; }
}

public enum AlertStepKind { Opened = 1, Raised, Settled, Taken, Commented, Closed, Snoozed }

/// <summary>What happens to an alert, in the words of the ledger.</summary>
internal static class AlertEvents
{
    public const string Opened = "alert.opened";
    public const string Raised = "alert.raised";
    public const string Settled = "alert.settled";
    public const string Taken = "alert.taken";
    public const string Commented = "alert.commented";
    public const string Snoozed = "alert.snoozed";
    public const string Closed = "alert.closed";
}
