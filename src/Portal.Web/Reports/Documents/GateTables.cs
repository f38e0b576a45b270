using System.Globalization;
using Portal.Evaluation;
using Portal.Policies;
using Portal.Web.Evaluation;
using Portal.Web.Ui;

namespace Portal.Web.Reports.Documents;

/// <summary>The checks of a gate with what was observed, its interval and the threshold of that time.</summary>
internal static class GateTables
{
    public static IReadOnlyList<DocumentColumn<CheckResult>> Checks { get; } =
    [
        new("Check", check => check.Name) { Sub = Explained, Width = 36 },
        DocumentColumn.Figure<CheckResult>("Observed", check => check.Observed is { } observed ? GateWords.Figure(check.Metric, observed.Value) : GateWords.Observed(check)) with { Sub = check => check.Observed is { } observed ? GateWords.Interval(check.Metric, observed) : null },
        DocumentColumn.Figure<CheckResult>("n", check => check.Sample?.ToString("N0", CultureInfo.InvariantCulture)),
        DocumentColumn.Figure<CheckResult>("Threshold", GateWords.Threshold) with { Sub = check => check.OnBound is { } bound ? bound ? "for the bound" : "for the point" : null },
        new("Set by", check => check.SetBy) { Sub = check => check.Severity == Severity.Warn ? "warns only" : null },
        new("Verdict", check => GateWords.Kind(check.Verdict).Look().Word) { Verdict = check => GateWords.Kind(check.Verdict), Sub = check => check.ExcusedBy is { } excuse ? $"tolerated by {excuse.Code} until {DocumentWords.Iso(excuse.LastDay)}" : null, Width = 17 },
    ];

    /// <summary>What blocks stands first.</summary>
    public static IReadOnlyList<CheckResult> Ordered(GateVerdict verdict) => [.. verdict.Checks.OrderByDescending(check => check.Blocks).ThenBy(check => check.Verdict == CheckVerdict.Pass)];

    private static string Explained(CheckResult check) => check.Source is { } source && source.Words != check.Explanation ? $"{check.Explanation} {source.Words}" : check.Explanation;
}
