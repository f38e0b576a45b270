using Portal.Evaluation;
using Portal.Statistics.Quality;
using Portal.Web.Ui;

namespace Portal.Web.Evaluation;

/// <summary>How a verdict reads: figures with their interval, never alone.</summary>
internal static class GateWords
{
    public static string Figure(double value) => value.ToString("0.000");

    public static string Interval(Estimate estimate) => $"[{estimate.Low:0.000}, {estimate.High:0.000}]";

    public static string Threshold(CheckResult check) => check.AtLeast is { } least ? $"≥ {Figure(least)}" : "approved";

    public static string Observed(CheckResult check) => check switch
    {
        { Kind: CheckKind.Metric } => "—",
        { Verdict: CheckVerdict.Pass } => "on file",
        { Verdict: CheckVerdict.Fail } => "returned",
        { Source: not null } => "in review",
        _ => "none",
    };

    public static VerdictKind Kind(CheckVerdict verdict) => verdict switch
    {
        CheckVerdict.Pass => VerdictKind.Pass,
        CheckVerdict.Fail => VerdictKind.Fail,
        CheckVerdict.NoData => VerdictKind.NoData,
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, null),
    };

    public static VerdictKind Kind(GateOutcome outcome) => outcome == GateOutcome.Pass ? VerdictKind.Pass : VerdictKind.Fail;

    public static string Outcome(GateVerdict verdict) => verdict.Outcome == GateOutcome.Pass
        ? "Passes"
        : $"Blocked by {verdict.Checks.Count(check => check.Verdict != CheckVerdict.Pass)} of {verdict.Checks.Count} checks";
}
