using Portal.Policies;
using Portal.Shared;

namespace Portal.Evaluation;

/// <summary>Which way a gate is asked about: by which policy, to which stage, for which tier, and on which day the request began.</summary>
public sealed record GateQuestion(Policy Policy, Stage Target, RiskTier Tier, DateOnly Begun)
{
    /// <summary>Why the requester asks; where nobody does, the version says why it was made.</summary>
    public ReasonForChange? Reason { get; init; }
}

/// <summary>Holds the evidence against a policy. The most conservative reading wins: the nearer bound, the latest run, the last review.</summary>
public static class Gate
{
    public static GateVerdict Decide(GateQuestion question, GateEvidence evidence)
    {
        IReadOnlyList<CheckResult> checks = [.. Bytes(evidence), .. question.Policy.ChecksTo(question.Target, question.Tier).Select(check => Decide(check, question, evidence))];
        return new(question.Policy.Number, checks.Any(check => check.Blocks) ? GateOutcome.Fail : GateOutcome.Pass, checks);
    }

    /// <summary>Always, whatever the policy: what was decided on are these bytes. Nothing is said of bytes that are as they were sealed.</summary>
    private static IEnumerable<CheckResult> Bytes(GateEvidence evidence) => evidence.Bytes switch
    {
        { Changed: { Count: > 0 } changed } => [OfBytes(CheckVerdict.Fail, $"No longer the bytes that were sealed: {string.Join(", ", changed)}.", evidence)],
        { Unseen: { Count: > 0 } unseen } => [OfBytes(CheckVerdict.NoData, $"The portal has never seen the bytes of {string.Join(", ", unseen)}.", evidence)],
        _ => [],
    };

    private static CheckResult OfBytes(CheckVerdict verdict, string explanation, GateEvidence evidence) =>
        new("bytes", "Sealed bytes", CheckKind.Bytes, verdict, Severity.Block, "The portal", explanation) { ExcusedBy = ExcuseOf("bytes", evidence) };

    private static Excuse? ExcuseOf(string check, GateEvidence evidence) => evidence.Excuses.FirstOrDefault(excuse => excuse.Check == check);

    private static CheckResult Decide(GateCheck check, GateQuestion question, GateEvidence evidence)
    {
        var result = check switch
        {
            MetricCheck metric => MetricGate.Decide(metric, question.Tier, evidence),
            ComparisonCheck comparison => ComparisonGate.Decide(comparison, question.Reason ?? evidence.Declared.Reason, evidence),
            DocumentCheck document => PaperGate.Decide(document, evidence),
            AttestationCheck attestation => PaperGate.Decide(attestation, evidence),
            CardCheck card => PaperGate.Decide(card, question, evidence),
            MonitoringCheck monitoring => StandingGate.Decide(monitoring, evidence),
            TrainingDataCheck training => StandingGate.Decide(training, evidence),
            ScanCheck scan => StandingGate.Decide(scan, evidence),
            FindingsCheck findings => StandingGate.Decide(findings, evidence),
            _ => throw new ArgumentOutOfRangeException(nameof(check), check, null),
        };
        if (question.Begun > check.ValidUntil)
            result = result with { Verdict = CheckVerdict.Fail, Explanation = $"The check held until {check.ValidUntil:d MMMM yyyy} and was not renewed." };
        return result.Verdict is CheckVerdict.Fail or CheckVerdict.NoData ? result with { ExcusedBy = ExcuseOf(check.Key, evidence) } : result;
    }

    internal static CheckResult Result(GateCheck check, CheckKind kind, CheckVerdict verdict, string explanation) =>
        new(check.Key, check.Name, kind, verdict, check.Severity, check.Owner, explanation);
}
