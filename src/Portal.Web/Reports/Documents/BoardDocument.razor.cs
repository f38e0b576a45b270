using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Assurance;
using Portal.Findings;
using Portal.Monitoring.Alerts;
using Portal.Register;
using Portal.Reports.Documents;
using Portal.Shared;
using Portal.Statistics.Alerts;
using Portal.Web.Assurance;
using Portal.Web.Evaluation;
using Portal.Web.Promotions;
using Portal.Web.Ui;

namespace Portal.Web.Reports.Documents;

/// <summary>What a member of the board reads before a meeting.</summary>
public sealed partial class BoardDocument
{
    private static readonly IReadOnlyList<DocumentColumn<BoardRequest>> Open =
    [
        new("Request", request => request.Room.Code) { Sub = request => PromotionWords.Look(request.Room.State).Word, Width = 13 },
        new("What", request => $"{request.Room.Entry.Name} {request.Room.Version.Line.Label} to {request.Room.Target}") { Sub = request => $"Tier {EntryWords.Of(request.Room.Entry.Tier)}", Width = 30 },
        new("Needs", request => RequestOpen.NeedOf(request.Room)) { Width = 24 },
        new("Its gate", request => GateWords.Outcome(request.Room.GateNow)) { Verdict = request => GateWords.Kind(request.Room.GateNow.Outcome), Css = "wraps", Width = 18 },
        DocumentColumn.Date<BoardRequest>("Due, UTC", request => DocumentWords.Minute(request.Room.DueAt)),
    ];

    private static readonly IReadOnlyList<DocumentColumn<AlertLine>> Alerts =
    [
        new("Alert", alert => alert.Code) { Width = 11 },
        new("Severity", alert => alert.Severity.ToString()) { Verdict = alert => alert.Severity == AlertSeverity.Serious ? VerdictKind.Fail : VerdictKind.Warn, Width = 12 },
        new("System", alert => alert.SystemName) { Sub = alert => $"{alert.System} {alert.Version}", Width = 22 },
        new("What", alert => alert.What),
        new("Who has it", alert => alert.TakenBy?.Name ?? "nobody") { Width = 13 },
        DocumentColumn.Date<AlertLine>("Since, UTC", alert => DocumentWords.Minute(alert.OpenedAt)),
    ];

    private static readonly IReadOnlyList<DocumentColumn<FindingLine>> Overdue =
    [
        new("Finding", line => line.Code) { Sub = line => FindingText.Of(line.Source), Width = 12 },
        new("Severity", line => line.Severity.ToString()) { Verdict = line => FindingTables.KindOf(line.Severity), Width = 12 },
        new("What is to be done", line => line.Title) { Width = 38 },
        new("System", line => line.SystemName) { Sub = line => line.System },
        new("Owner", line => line.Owner),
        DocumentColumn.Date<FindingLine>("Due", line => DocumentWords.Iso(line.Due)) with { Sub = line => $"{Plural.Of(line.DaysOverdue, "day")} over" },
    ];

    private static readonly IReadOnlyList<DocumentColumn<LimitState>> Limits =
    [
        new("Limit", state => state.Limit.Name) { Sub = state => state.Limit.Why, Width = 44 },
        DocumentColumn.Figure<LimitState>("Now", state => state.Figure) with { Sub = state => state.What },
        DocumentColumn.Figure<LimitState>("At most", state => state.AtMost),
        new("Verdict", state => PortfolioWords.Look(state.Verdict).Word) { Verdict = state => PortfolioWords.Look(state.Verdict).Kind, Width = 15 },
        new("Owner", state => state.Limit.Owner),
    ];

    private static readonly IReadOnlyList<DocumentColumn<(ConcentrationKind Kind, Share Share)>> Concentration =
    [
        new("Of what kind", one => PortfolioWords.HeadOf(one.Kind)) { Width = 24 },
        new("Most rest on", one => one.Share.Name.Length > 0 ? one.Share.Name : "Not named"),
        DocumentColumn.Figure<(ConcentrationKind Kind, Share Share)>("Live systems", one => $"{one.Share.Live}"),
        DocumentColumn.Figure<(ConcentrationKind Kind, Share Share)>("Of all live", one => $"{one.Share.Percent.ToString("0", CultureInfo.InvariantCulture)} %"),
    ];

    [Parameter, EditorRequired] public required BoardReport Report { get; set; }

    private static IReadOnlyList<(ConcentrationKind Kind, Share Share)> Largest(Portfolio estate) =>
        [.. estate.Concentrations.SelectMany(concentration => concentration.Shares.Where(share => share is { Name.Length: > 0, Live: > 0 }).Take(1).Select(share => (concentration.Kind, share)))];

    private IReadOnlyList<(string Words, string Figure)> Figures =>
    [
        ("requests to decide", $"{Report.Open.Count}"), ("alerts open", $"{Report.AllAlerts}"), ("overdue", $"{Report.Overdue.Count}"),
        .. Report.Estate is { } estate ? [("limits exceeded", $"{estate.Limits.Count(limit => limit.Verdict == LimitVerdict.Exceeded)} of {estate.Limits.Count}")] : Array.Empty<(string, string)>(),
    ];
}
