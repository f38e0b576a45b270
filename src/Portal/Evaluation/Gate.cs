using Portal.Policies;
using Portal.Shared;
using Portal.Statistics.Quality;

namespace Portal.Evaluation;

/// <summary>Which way a gate is asked about: by which policy, to which stage, for which tier, and on which day the request began.</summary>
public sealed record GateQuestion(Policy Policy, Stage Target, RiskTier Tier, DateOnly Begun);

/// <summary>What the gate looks at, and nothing else.</summary>
public sealed record GateEvidence(RunEvidence? LatestRun, IReadOnlyList<DocumentEvidence> Documents)
{
    /// <summary>The checks whose failing is tolerated now.</summary>
    public IReadOnlyList<Excuse> Excuses { get; init; } = [];
}

public sealed record RunEvidence(RunId Id, string Dataset, int Attempt, Digest Rows, string? Positive, Confusion Confusion);

/// <summary>Documents come in the order of submission.</summary>
public sealed record DocumentEvidence(DocumentId Id, DocumentKind Kind, string Title, Digest Content, DocumentState State);

/// <summary>Holds the evidence against a policy. The most conservative reading wins: the lower bound, the latest run, the last review.</summary>
public static class Gate
{
    public static GateVerdict Decide(GateQuestion question, GateEvidence evidence)
    {
        IReadOnlyList<CheckResult> checks = [.. question.Policy.ChecksTo(question.Target, question.Tier).Select(check => Decide(check, question, evidence))];
        return new(question.Policy.Number, checks.Any(check => check.Blocks) ? GateOutcome.Fail : GateOutcome.Pass, checks);
    }

    private static CheckResult Decide(GateCheck check, GateQuestion question, GateEvidence evidence)
    {
        var result = check switch
        {
            MetricCheck metric => Decide(metric, question.Tier, evidence.LatestRun),
            DocumentCheck document => Decide(document, evidence.Documents),
            _ => throw new ArgumentOutOfRangeException(nameof(check), check, null),
        };
        if (question.Begun > check.ValidUntil)
            result = result with { Verdict = CheckVerdict.Fail, Explanation = $"The check held until {check.ValidUntil:d MMMM yyyy} and was not renewed." };
        return result.Verdict is CheckVerdict.Fail or CheckVerdict.NoData ? result with { ExcusedBy = evidence.Excuses.FirstOrDefault(excuse => excuse.Check == check.Key) } : result;
    }

    private static CheckResult Decide(MetricCheck check, RiskTier tier, RunEvidence? run)
    {
        var observed = run?.Confusion.Of(check.Metric);
        var onBound = check.BoundFrom <= tier;
        var (verdict, explanation) = Judge(check, onBound, run, observed);
        return new CheckResult(check.Key, check.Name, CheckKind.Metric, verdict, check.Severity, check.Owner, explanation)
        {
            Observed = observed,
            Sample = observed?.N,
            AtLeast = check.AtLeast,
            OnBound = onBound,
            MinimumSample = check.MinimumSample,
            Source = run is null ? null : new CheckSource(SourceKind.Run, run.Id.Value, run.Rows, $"{run.Dataset}, run {run.Attempt} on this data set"),
        };
    }

    private static (CheckVerdict, string) Judge(MetricCheck check, bool onBound, RunEvidence? run, Estimate? observed) => observed switch
    {
        null when run is null => (CheckVerdict.NoData, "No evaluation has been run."),
        null when run.Positive is null => (CheckVerdict.NoData, "The latest run does not say which class is the positive one."),
        null => (CheckVerdict.NoData, "The latest run has no rows to compute it from."),
        { N: var n } when n < check.MinimumSample => (CheckVerdict.NoData, $"{n} rows are too few: {check.MinimumSample} are needed."),
        { Low: var low } when low >= check.AtLeast => (CheckVerdict.Pass, "The lower bound reaches the threshold."),
        { Value: var value } when value >= check.AtLeast => onBound
            ? (CheckVerdict.Fail, "The interval straddles the threshold: the lower bound is below it.")
            : (CheckVerdict.Warn, "The figure reaches the threshold; the lower bound of its interval does not."),
        _ => (CheckVerdict.Fail, "The figure is below the threshold."),
    };

    private static CheckResult Decide(DocumentCheck check, IReadOnlyList<DocumentEvidence> documents)
    {
        var ofKind = documents.Where(document => document.Kind == check.Kind).ToList();
        // The last review counts: an older approval does not outlive a later "no", and a newer draft does not undo it.
        var deciding = ofKind.LastOrDefault(document => document.State != DocumentState.InReview) ?? ofKind.LastOrDefault();
        var (verdict, explanation) = deciding?.State switch
        {
            null => (CheckVerdict.NoData, "None has been submitted."),
            DocumentState.InReview => (CheckVerdict.NoData, "It waits for a reviewer who did not write it."),
            DocumentState.Returned => (CheckVerdict.Fail, "Its reviewer returned it."),
            DocumentState.Approved => (CheckVerdict.Pass, "Approved by a reviewer who did not write it."),
            _ => throw new ArgumentOutOfRangeException(nameof(documents), deciding.State, null),
        };
        return new CheckResult(check.Key, check.Name, CheckKind.Document, verdict, check.Severity, check.Owner, explanation)
        {
            Source = deciding is null ? null : new CheckSource(SourceKind.Document, deciding.Id.Value, deciding.Content, deciding.Title),
        };
    }
}
