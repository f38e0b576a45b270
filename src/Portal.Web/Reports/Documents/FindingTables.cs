using Portal.Findings;
using Portal.Shared;
using Portal.Web.Ui;

namespace Portal.Web.Reports.Documents;

/// <summary>Findings and exceptions as the documents tell them.</summary>
internal static class FindingTables
{
    public static IReadOnlyList<DocumentColumn<FindingRow>> NotClosed { get; } =
    [
        new("Finding", row => row.Line.Code) { Sub = row => FindingText.Of(row.Line.Source), Width = 11 },
        new("Severity", row => row.Line.Severity.ToString()) { Verdict = row => KindOf(row.Line.Severity), Width = 11 },
        new("What is to be done", row => row.Line.Title) { Sub = row => row.Text, Width = 38 },
        new("System", row => row.Line.System) { Sub = row => row.Line.SystemName },
        new("Owner", row => row.Line.Owner) { Sub = row => FindingText.Of(row.Line.State) },
        DocumentColumn.Date<FindingRow>("Due", row => DocumentWords.Iso(row.Line.Due)) with { Sub = row => row.Line.IsOverdue ? $"{Plural.Of(row.Line.DaysOverdue, "day")} over" : null },
    ];

    public static IReadOnlyList<DocumentColumn<FindingRow>> Closed { get; } =
    [
        new("Finding", row => row.Line.Code) { Sub = row => FindingText.Of(row.Line.Source), Width = 11 },
        new("Severity", row => row.Line.Severity.ToString()) { Width = 10 },
        new("What was to be done", row => row.Line.Title) { Width = 28 },
        new("Where it can be seen that it is done", row => row.Evidence) { Width = 23 },
        new("System", row => row.Line.System) { Sub = row => row.Line.Owner },
        DocumentColumn.Date<FindingRow>("Raised", row => DocumentWords.Iso(row.Line.RaisedAt)) with { Sub = row => $"closed {DocumentWords.Iso(row.Line.ClosedAt)}" },
    ];

    public static IReadOnlyList<DocumentColumn<ExceptionLine>> Held { get; } =
    [
        new("Exception", line => line.Code) { Sub = line => FindingText.Of(line.Rule), Width = 12 },
        new("What is tolerated", line => line.What) { Sub = line => line.Reason, Width = 30 },
        new("What makes up for it", line => line.CompensatingControl) { Width = 22 },
        new("System", line => line.System) { Width = 13, Sub = line => line.Version ?? line.SystemName },
        new("Signed by", line => line.ApprovedBy) { Sub = line => line.RequestedBy is { } by ? $"asked for by {by}" : null },
        DocumentColumn.Date<ExceptionLine>("Last day", line => DocumentWords.Iso(line.LastDay)),
    ];

    public static IReadOnlyList<DocumentColumn<ExceptionLine>> NotHeld { get; } =
    [
        new("Exception", line => line.Code) { Sub = line => FindingText.Of(line.Rule), Width = 12 },
        new("What it was about", line => line.What) { Sub = line => line.Reason, Width = 38 },
        new("System", line => line.System) { Width = 15, Sub = line => line.SystemName },
        new("State", line => line.Ended is { } ended ? FindingText.Of(ended) : FindingText.Of(line.State)) { Sub = line => line.EndedBecause },
        DocumentColumn.Date<ExceptionLine>("Asked for", line => DocumentWords.Iso(line.RequestedAt)) with { Sub = line => line.EndedAt is { } at ? $"ended {DocumentWords.Iso(at)}" : null },
    ];

    public static VerdictKind? KindOf(FindingSeverity severity) => severity switch
    {
        FindingSeverity.Severe => VerdictKind.Fail,
        FindingSeverity.Moderate => VerdictKind.Warn,
        _ => VerdictKind.NoData,
    };
}
