using Portal.Evaluation.Figures;
using Portal.Policies;
using Portal.Shared;
using Portal.Statistics.Quality;

namespace Portal.Evaluation;

/// <summary>Holds a version against the one that runs, on the rows that both were asked.</summary>
internal static class ComparisonGate
{
    public static CheckResult Decide(ComparisonCheck check, ReasonForChange? reason, GateEvidence evidence)
    {
        if (evidence.Incumbent is not { } incumbent)
            return Gate.Result(check, CheckKind.Comparison, CheckVerdict.Pass, "No version runs that it would replace.");
        if (Waiver(evidence) is { } waiver)
            return Gate.Result(check, CheckKind.Comparison, CheckVerdict.Pass, "The validator says why it cannot be compared.") with { Source = new(SourceKind.Document, waiver.Id.Value, waiver.Content, waiver.Title) };

        var run = evidence.Runs.LastOrDefault(run => run.Kind == EvaluationKind.HoldOut);
        if (run?.Comparison is not { } comparison || comparison.Incumbent != incumbent.Version)
            return NoData(check, run, $"It has not been compared with {incumbent.Label}, which runs: evaluate both on the same data set, this version last.");
        if (comparison.Differences.FirstOrDefault(one => one.Metric == check.Metric) is not { } against)
            return NoData(check, run, $"The run has nothing to compute {check.Metric.Words()} from.");

        return against.Difference.N < check.MinimumSample
            ? NoData(check, run, $"{against.Difference.N} rows are too few: {check.MinimumSample} are needed.")
            : Judge(check, run, incumbent, against, reason);
    }

    private static CheckResult Judge(ComparisonCheck check, RunEvidence run, Incumbent incumbent, Against against, ReasonForChange? reason)
    {
        // Turned so that more is better, whatever the metric.
        var gain = check.Metric.IsBetterLow() ? new Estimate(-against.Difference.Value, -against.Difference.High, -against.Difference.Low, against.Difference.N, against.Difference.Method) : against.Difference;
        var mayBeEqual = reason is { } given && check.NotWorseFor.Contains(given);
        var margin = mayBeEqual ? -check.NotWorseBy : check.SuperiorBy;
        var least = check.In == MarginUnit.Points ? margin / 100 : margin / 100 * Math.Abs(against.Incumbent);
        var words = (mayBeEqual, gain.Low >= least) switch
        {
            (true, true) => $"No worse than {incumbent.Label} within the margin, which will do for {reason}.",
            (true, false) => $"It may be worse than {incumbent.Label} by more than the margin.",
            (false, true) => $"Better than {incumbent.Label} by more than the margin, on the lower bound.",
            (false, false) => $"It is not shown to be better than {incumbent.Label} by the margin.",
        };
        return Gate.Result(check, CheckKind.Comparison, gain.Low >= least ? CheckVerdict.Pass : CheckVerdict.Fail, words) with
        {
            Metric = check.Metric,
            Observed = gain,
            Sample = gain.N,
            AtLeast = least,
            OnBound = true,
            MinimumSample = check.MinimumSample,
            Source = MetricGate.SourceOf(run),
        };
    }

    private static DocumentEvidence? Waiver(GateEvidence evidence) => evidence.Documents.LastOrDefault(document =>
        document is { Kind: DocumentKind.ComparisonNotApplicable, State: DocumentState.Approved } && !(document.ValidUntil < evidence.Today));

    private static CheckResult NoData(ComparisonCheck check, RunEvidence? run, string explanation) => Gate.Result(check, CheckKind.Comparison, CheckVerdict.NoData, explanation) with
    {
        MinimumSample = check.MinimumSample,
        Source = run is null ? null : MetricGate.SourceOf(run),
    };
}
