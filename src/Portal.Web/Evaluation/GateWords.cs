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

    /// <summary>Whether the verdict that was frozen would come out the same now.</summary>
    public static (VerdictKind Kind, string Words) Now(GateVerdict frozen, GateVerdict now) => (frozen.Outcome, now.Outcome) switch
    {
        (_, GateOutcome.Fail) when frozen.Outcome == GateOutcome.Pass => (VerdictKind.Fail, $"fails now: {Failing(now)}"),
        (_, GateOutcome.Fail) => (VerdictKind.Fail, "still fails now"),
        (GateOutcome.Fail, _) => (VerdictKind.Pass, "passes now"),
        _ when frozen.Digest != now.Digest => (VerdictKind.Pass, "still holds now, on newer evidence"),
        _ => (VerdictKind.Pass, "still holds now"),
    };

    /// <summary>The checks that block, as a sentence takes them: "Accuracy", "Accuracy and Recall".</summary>
    public static string Failing(GateVerdict gate)
    {
        var names = gate.Checks.Where(check => check.Verdict != CheckVerdict.Pass).Select(check => check.Name).ToList();
        return names.Count < 2 ? string.Concat(names) : $"{string.Join(", ", names.Take(names.Count - 1))} and {names[^1]}";
    }
}
