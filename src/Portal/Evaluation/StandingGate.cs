using Portal.Policies;

namespace Portal.Evaluation;

/// <summary>How things stand: what is watched, how old what it learned from is, what is still open.</summary>
internal static class StandingGate
{
    private const int MostNamed = 5;

    public static CheckResult Decide(MonitoringCheck check, GateEvidence evidence)
    {
        var seen = evidence.Watch.HasBaseline ? evidence.Watch.RowsSince(evidence.Today.AddDays(-check.Days)) : 0;
        var (verdict, explanation) = evidence.Watch switch
        {
            { HasBaseline: false } => (CheckVerdict.NoData, "Nothing says what its inputs looked like in training: evaluate it on rows with their features."),
            _ when check.Rows == 0 => (CheckVerdict.Pass, "Its drift is measured against its training baseline."),
            _ when seen < check.Rows => (CheckVerdict.NoData, $"{seen:N0} of its rows were seen in {check.Days} days: {check.Rows:N0} are needed."),
            _ => (CheckVerdict.Pass, $"{seen:N0} of its rows were seen in {check.Days} days."),
        };
        return Gate.Result(check, CheckKind.Monitoring, verdict, explanation) with { Sample = check.Rows == 0 ? null : seen };
    }

    public static CheckResult Decide(TrainingDataCheck check, GateEvidence evidence)
    {
        var (verdict, explanation) = evidence.Declared.TrainedTo switch
        {
            null => (CheckVerdict.NoData, "The version does not say to which day its training data reach."),
            { } to when to.AddDays(check.MostDays) < evidence.Today => (CheckVerdict.Fail, $"Its training data end on {to:d MMMM yyyy}, more than {check.MostDays} days ago."),
            { } to => (CheckVerdict.Pass, $"Its training data reach to {to:d MMMM yyyy}."),
        };
        return Gate.Result(check, CheckKind.TrainingData, verdict, explanation);
    }

    public static CheckResult Decide(ScanCheck check, GateEvidence evidence)
    {
        var (verdict, explanation) = evidence.Scan switch
        {
            null => (CheckVerdict.NoData, "It has not been scanned."),
            { DatabaseAt: var at } when DateOnly.FromDateTime(at.UtcDateTime).AddDays(check.MostDays) < evidence.Today => (CheckVerdict.NoData, $"Its scan knows what was known on {at:d MMMM yyyy}: scan it against a newer database."),
            { Criticals: { Count: > 0 } open } => (CheckVerdict.Fail, $"Critical, and nobody excused: {string.Join(", ", open.Take(MostNamed))}{(open.Count > MostNamed ? $" and {open.Count - MostNamed} more" : "")}."),
            _ => (CheckVerdict.Pass, "Nothing critical that is not excused."),
        };
        return Gate.Result(check, CheckKind.Scan, verdict, explanation) with
        {
            Source = evidence.Scan is { } scan ? new CheckSource(SourceKind.Scan, scan.Id.Value, scan.Content, scan.Words) : null,
        };
    }

    public static CheckResult Decide(FindingsCheck check, GateEvidence evidence) => evidence.SevereFindings is { Count: > 0 } open
        ? Gate.Result(check, CheckKind.Findings, CheckVerdict.Fail, $"Open and severe: {string.Join(", ", open)}.")
        : Gate.Result(check, CheckKind.Findings, CheckVerdict.Pass, "No severe finding is open.");
}
