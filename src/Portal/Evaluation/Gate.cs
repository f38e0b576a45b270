using Portal.Policies;
using Portal.Shared;
using Portal.Statistics.Quality;

namespace Portal.Evaluation;

/// <summary>What the gate looks at, and nothing else.</summary>
public sealed record GateEvidence(RunEvidence? LatestRun, IReadOnlyList<DocumentEvidence> Documents);

public sealed record RunEvidence(RunId Id, string Dataset, int Attempt, Digest Rows, string? Positive, Confusion Confusion);

/// <summary>Documents come in the order of submission.</summary>
public sealed record DocumentEvidence(DocumentId Id, DocumentKind Kind, string Title, Digest Content, DocumentState State);

/// <summary>Holds the evidence against a policy. The most conservative reading wins: the lower bound, the latest run, the last review.</summary>
public static class Gate
{
    public static GateVerdict Decide(Policy policy, GateEvidence evidence)
    {
        IReadOnlyList<CheckResult> checks = [.. policy.Gate.Select(check => Decide(check, evidence))];
        return new(policy.Number, checks.All(check => check.Verdict == CheckVerdict.Pass) ? GateOutcome.Pass : GateOutcome.Fail, checks);
    }

    private static CheckResult Decide(GateCheck check, GateEvidence evidence) => check switch
    {
        MetricCheck metric => Decide(metric, evidence.LatestRun),
        DocumentCheck document => Decide(document, evidence.Documents),
        _ => throw new ArgumentOutOfRangeException(nameof(check), check, null),
    };

    private static CheckResult Decide(MetricCheck check, RunEvidence? run)
    {
        var observed = run?.Confusion.Of(check.Metric);
        var (verdict, explanation) = Judge(check, run, observed);
        var source = run is null ? null : new CheckSource(SourceKind.Run, run.Id.Value, run.Rows, $"{run.Dataset}, run {run.Attempt} on this data set");
        return new(check.Key, check.Name, CheckKind.Metric, verdict, observed, observed?.N, check.AtLeast, check.MinimumSample, check.SetBy, explanation, source);
    }

    private static (CheckVerdict, string) Judge(MetricCheck check, RunEvidence? run, Estimate? observed) => observed switch
    {
        null when run is null => (CheckVerdict.NoData, "No evaluation has been run."),
        null when run.Positive is null => (CheckVerdict.NoData, "The latest run does not say which class is the positive one."),
        null => (CheckVerdict.NoData, "The latest run has no rows to compute it from."),
        { N: var n } when n < check.MinimumSample => (CheckVerdict.NoData, $"{n} rows are too few: {check.MinimumSample} are needed."),
        { Low: var low } when low >= check.AtLeast => (CheckVerdict.Pass, "The lower bound reaches the threshold."),
        { Value: var value } when value >= check.AtLeast => (CheckVerdict.Fail, "The interval straddles the threshold: the lower bound is below it."),
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
        var source = deciding is null ? null : new CheckSource(SourceKind.Document, deciding.Id.Value, deciding.Content, deciding.Title);
        return new(check.Key, check.Name, CheckKind.Document, verdict, null, null, null, null, check.SetBy, explanation, source);
    }
}
