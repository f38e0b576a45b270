using System.Globalization;
using Portal.Evaluation;
using Portal.Policies;
using Portal.Shared;
using Portal.Statistics.Quality;
using Portal.Web.Ui;

namespace Portal.Web.Evaluation;

/// <summary>How a verdict reads: figures with their interval, never alone.</summary>
internal static class GateWords
{
    public static string Figure(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);

    public static string Interval(Estimate estimate) => $"[{Figure(estimate.Low)}, {Figure(estimate.High)}]";

    /// <summary>A figure in its unit: a share to three places, milliseconds and money whole.</summary>
    public static string Figure(Metric? metric, double value) => metric?.Unit() switch
    {
        MetricUnit.Milliseconds => $"{value.ToString("N0", CultureInfo.InvariantCulture)} ms",
        MetricUnit.MicroUnits => (value / 1e6).ToString("0.0000##", CultureInfo.InvariantCulture),
        MetricUnit.Number => value.ToString("0.###", CultureInfo.InvariantCulture),
        _ => Figure(value),
    };

    public static string Interval(Metric? metric, Estimate estimate) => $"[{Figure(metric, estimate.Low)}, {Figure(metric, estimate.High)}]";

    public static string Threshold(CheckResult check) => check switch
    {
        { AtMost: { } most } => $"≤ {Figure(check.Metric, most)}",
        { Kind: CheckKind.Comparison, AtLeast: { } least } => $"≥ {least.ToString("+0.000;−0.000;0", CultureInfo.InvariantCulture)}",
        { AtLeast: { } least } => $"≥ {Figure(check.Metric, least)}",
        { Kind: CheckKind.Document or CheckKind.Card } => "approved",
        { Kind: CheckKind.Attestation } => "attested",
        { Kind: CheckKind.Findings } => "none open",
        { Kind: CheckKind.Scan } => "clean",
        _ => "",
    };

    public static string Observed(CheckResult check) => check switch
    {
        { Kind: CheckKind.Metric or CheckKind.Comparison or CheckKind.Monitoring or CheckKind.TrainingData or CheckKind.Bytes } => "—",
        { Kind: CheckKind.Findings, Verdict: CheckVerdict.Fail } => "open",
        { Kind: CheckKind.Card or CheckKind.Scan, Verdict: CheckVerdict.Fail } => "lacking",
        { Kind: CheckKind.Findings or CheckKind.Scan or CheckKind.Attestation, Verdict: CheckVerdict.Pass } => Threshold(check),
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
        CheckVerdict.Warn => VerdictKind.Warn,
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, null),
    };

    public static VerdictKind Kind(GateOutcome outcome) => outcome == GateOutcome.Pass ? VerdictKind.Pass : VerdictKind.Fail;

    public static string Outcome(GateVerdict verdict) => verdict switch
    {
        { Outcome: GateOutcome.Fail } => $"Blocked by {verdict.Checks.Count(check => check.Blocks)} of {verdict.Checks.Count} checks",
        _ when verdict.Checks.Count(check => check.ExcusedBy is not null) is > 0 and var excused => $"Passes with {Plural.Of(excused, "exception")}",
        _ when verdict.Checks.Count(check => check.Verdict != CheckVerdict.Pass) is > 0 and var warned => $"Passes with {Plural.Of(warned, "warning")}",
        _ => "Passes",
    };

    /// <summary>Whether the verdict that was frozen would come out the same now.</summary>
    public static (VerdictKind Kind, string Words) Now(GateVerdict frozen, GateVerdict now) => (frozen.Outcome, now.Outcome) switch
    {
        (_, GateOutcome.Fail) when frozen.Outcome == GateOutcome.Pass => (VerdictKind.Fail, $"fails now: {Failing(now)}"),
        (_, GateOutcome.Fail) => (VerdictKind.Fail, "still fails now"),
        (GateOutcome.Fail, _) => (VerdictKind.Pass, "passes now"),
        _ when frozen.Digest != now.Digest => (VerdictKind.Pass, "still holds now, on newer evidence"),
        _ => (VerdictKind.Pass, "still holds now"),
    };

    /// <summary>Where what is lacking goes; <paramref name="version"/> is the address of the version's page.</summary>
    public static (string Href, string Words)? WhereTo(CheckResult check, string version) => check.Kind switch
    {
        CheckKind.Document => ($"{version}?tab=evaluations#documents", $"Submit the {DocumentTitles.Of(check.Document ?? DocumentKind.ValidationReport).ToLowerInvariant()}"),
        CheckKind.Card => ($"{version}?tab=card", "Write the model card"),
        CheckKind.Attestation => ($"{version}?tab=evaluations#attestations", "Look at the outputs"),
        CheckKind.Metric or CheckKind.Monitoring => ($"{version}?tab=evaluations", "See its evaluations"),
        CheckKind.Comparison => ($"{version}?tab=compare", "Compare the versions"),
        CheckKind.Scan => ($"{version}?tab=evaluations", "See its scans"),
        CheckKind.TrainingData or CheckKind.Bytes => ($"{version}?tab=contents", "See what was declared"),
        CheckKind.Findings => ("findings?severity=Severe", "See the severe findings"),
        _ => null,
    };

    /// <summary>The checks that block, as a sentence takes them: "Accuracy", "Accuracy and Recall".</summary>
    public static string Failing(GateVerdict gate)
    {
        var names = gate.Checks.Where(check => check.Blocks).Select(check => check.Name).ToList();
        return names.Count < 2 ? string.Concat(names) : $"{string.Join(", ", names.Take(names.Count - 1))} and {names[^1]}";
    }
}
