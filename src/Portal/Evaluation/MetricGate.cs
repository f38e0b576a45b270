using Portal.Evaluation.Figures;
using Portal.Policies;
using Portal.Shared;
using Portal.Statistics.Quality;

namespace Portal.Evaluation;

/// <summary>Holds the figures of the deciding run against a threshold.</summary>
internal static class MetricGate
{
    public static CheckResult Decide(MetricCheck check, RiskTier tier, GateEvidence evidence)
    {
        var run = RunFor(check, evidence.Runs);
        if (run is not null && WhyNot(check, tier, run, evidence.Today) is { } unusable)
            return Result(check, tier, run, null, CheckVerdict.NoData, unusable);

        return check.Per is { } rule ? PerSlice(check, rule, tier, run) : Whole(check, tier, run);
    }

    /// <summary>
    /// The latest run that was to show it. Of figures held against labels that is the latest of its kind, whether it has the figure or not;
    /// of others the latest that has it. What the portal computed stands before what was only reported.
    /// </summary>
    private static RunEvidence? RunFor(MetricCheck check, IReadOnlyList<RunEvidence> runs)
    {
        var usable = runs.Where(run => (check.Dataset is null || run.Dataset == check.Dataset) && (!check.OnSuite || run.Suite is not null)).ToList();
        var own = usable.Where(run => run.Kind == check.Of && (check.Metric.IsOfLabels() || Has(run, check.Metric)));
        return own.LastOrDefault() ?? usable.LastOrDefault(run => run.Origin == FigureOrigin.Reported && Has(run, check.Metric));
    }

    private static bool Has(RunEvidence run, Metric metric) => run.All.Any(figure => figure.Metric == metric);

    private static string? WhyNot(MetricCheck check, RiskTier tier, RunEvidence run, DateOnly today) => run switch
    {
        { Origin: FigureOrigin.Reported } when check.Severity == Severity.Block && tier >= RiskTier.High => "It was reported, not computed by the portal: send the rows that it came from.",
        { Suite.IsWornOut: true } => $"The labels of {run.Suite.Code} had been used too often before this run: the hold-out must be refreshed.",
        { Suite: { } suite } when today > suite.FreshUntil => $"The labels of {suite.Code} were fresh until {suite.FreshUntil:d MMMM yyyy}.",
        _ => null,
    };

    private static CheckResult Whole(MetricCheck check, RiskTier tier, RunEvidence? run)
    {
        var observed = run?.All.FirstOrDefault(figure => figure.Metric == check.Metric && figure.Slice.Kind == SliceKind.Whole)?.Estimate;
        var (verdict, explanation) = observed is null ? (CheckVerdict.NoData, WhyNothing(check, run)) : Judge(check, check.BoundFrom <= tier, observed);
        return Result(check, tier, run, observed, verdict, explanation);
    }

    private static CheckResult PerSlice(MetricCheck check, SliceRule rule, RiskTier tier, RunEvidence? run)
    {
        var kind = check.Metric.IsOfFairness() ? SliceKind.Attribute : rule.OfGroups ? SliceKind.Group : SliceKind.Segment;
        var judged = (run?.All ?? []).Where(figure => figure.Metric == check.Metric && figure.Slice.Kind == kind && (rule.Name == SliceRule.All || figure.Slice.Name == rule.Name))
            .Select(figure => (Figure: figure, Judged: Judge(check, check.BoundFrom <= tier, figure.Estimate)))
            .OrderBy(one => RankOf(one.Judged.Verdict)).ThenBy(one => check.AtMost is null ? one.Figure.Estimate.Value : -one.Figure.Estimate.Value).ToList();
        if (judged is not [var worst, ..])
            return Result(check, tier, run, null, CheckVerdict.NoData, run is null ? WhyNothing(check, run) : $"The latest run has no {(rule.OfGroups ? "protected group" : "segment")}{(rule.Name == SliceRule.All ? "" : $" '{rule.Name}'")} to compute it for.");

        var which = judged.Count == 1 ? $"Of {worst.Figure.Slice.Words}." : $"The worst of {judged.Count}: {worst.Figure.Slice.Words}.";
        return Result(check, tier, run, worst.Figure.Estimate, worst.Judged.Verdict, $"{worst.Judged.Explanation} {which}") with
        {
            Slice = worst.Figure.Slice.Words,
            Sample = judged.Min(one => one.Figure.Estimate.N),
        };
    }

    private static int RankOf(CheckVerdict verdict) => verdict switch { CheckVerdict.Fail => 0, CheckVerdict.NoData => 1, CheckVerdict.Warn => 2, _ => 3 };

    private static string WhyNothing(MetricCheck check, RunEvidence? run) => run switch
    {
        null when check.OnSuite => "No evaluation has been run on a suite that the owner and the validator agreed on.",
        null when check.Of == EvaluationKind.HoldOut => "No evaluation has been run.",
        null => $"No evaluation of this kind has been run: {check.Of switch { EvaluationKind.EdgeCases => "edge cases", EvaluationKind.Robustness => "robustness", EvaluationKind.Load => "load", EvaluationKind.Judge => "a judge", _ => check.Of.ToString() }}.",
        { Positive: null } when check.Metric is Metric.Recall or Metric.Precision or Metric.F1 or Metric.RocAuc => "The latest run does not say which class is the positive one.",
        _ => "The latest run has no rows to compute it from.",
    };

    private static (CheckVerdict Verdict, string Explanation) Judge(MetricCheck check, bool onBound, Estimate observed)
    {
        if (observed.N < check.MinimumSample)
            return (CheckVerdict.NoData, $"{observed.N} rows are too few: {check.MinimumSample} are needed.");

        var (boundHolds, figureHolds) = check.AtMost is { } most ? (observed.High <= most, observed.Value <= most) : (observed.Low >= check.AtLeast, observed.Value >= check.AtLeast);
        var (bound, side, keeps) = check.AtMost is null ? ("lower", "below", "reaches") : ("upper", "above", "keeps to");
        return !boundHolds && figureHolds && check.BoundFrom is null ? (CheckVerdict.Pass, $"The figure {keeps} the threshold.") : Judge(boundHolds, figureHolds, onBound, bound, side, keeps);
    }

    private static (CheckVerdict, string) Judge(bool boundHolds, bool figureHolds, bool onBound, string bound, string side, string keeps) => (boundHolds, figureHolds) switch
    {
        (true, _) => (CheckVerdict.Pass, $"The {bound} bound {keeps} the threshold."),
        (false, true) when onBound => (CheckVerdict.Fail, $"The interval straddles the threshold: the {bound} bound is {side} it."),
        (false, true) => (CheckVerdict.Warn, $"The figure {keeps} the threshold; the {bound} bound of its interval does not."),
        _ => (CheckVerdict.Fail, $"The figure is {side} the threshold."),
    };

    private static CheckResult Result(MetricCheck check, RiskTier tier, RunEvidence? run, Estimate? observed, CheckVerdict verdict, string explanation) =>
        Gate.Result(check, CheckKind.Metric, verdict, explanation) with
        {
            Metric = check.Metric is Metric.Accuracy or Metric.Recall ? null : check.Metric,
            Observed = observed,
            Sample = observed?.N,
            AtLeast = check.AtLeast,
            AtMost = check.AtMost,
            OnBound = check.BoundFrom <= tier,
            MinimumSample = check.MinimumSample,
            Source = run is null ? null : SourceOf(run),
        };

    internal static CheckSource SourceOf(RunEvidence run) => new(SourceKind.Run, run.Id.Value, run.Rows, run switch
    {
        { Origin: FigureOrigin.Reported } => $"{run.Dataset}, reported",
        { Suite: { } suite } => $"{suite.Name} ({suite.Code}), run {run.Attempt} on its labels",
        _ => $"{run.Dataset}, run {run.Attempt} on this data set",
    });
}
