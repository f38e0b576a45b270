using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Monitoring;
using Portal.Monitoring.Alerts;
using Portal.Monitoring.Kpis;
using Portal.Reports.Documents;
using Portal.Statistics.Alerts;
using Portal.Web.Monitoring;
using Portal.Web.Monitoring.Charts;
using Portal.Web.Ui;

namespace Portal.Web.Reports.Documents;

/// <summary>The charts of a page, those of them that have data, on paper.</summary>
public sealed partial class WatchedTold
{
    private static readonly IReadOnlyList<DocumentColumn<FeatureHour>> Features =
    [
        new("Feature", feature => feature.Name) { Width = 40 },
        DocumentColumn.Figure<FeatureHour>("PSI", feature => DriftWords.Psi(feature.Point.Value)),
        DocumentColumn.Figure<FeatureHour>("n", feature => feature.Point.N.ToString("N0", CultureInfo.InvariantCulture)),
        new("Level", feature => DriftWords.Of(feature.Level).Word) { Verdict = feature => KindOf(feature.Level) },
    ];

    private static readonly IReadOnlyList<DocumentColumn<Happened>> Marks =
    [
        DocumentColumn.Figure<Happened>("No.", one => $"{one.Number}") with { Width = 8 },
        DocumentColumn.Date<Happened>("When, UTC", one => DocumentWords.Minute(one.Mark.At)) with { Width = 20 },
        new("What", one => one.Mark.Text),
        new("Code", one => one.Mark.Code) { Width = 14 },
    ];

    private static readonly IReadOnlyList<DocumentColumn<AlertLine>> Alerts =
    [
        new("Alert", alert => alert.Code) { Width = 12 },
        new("Severity", alert => alert.Severity.ToString()) { Verdict = alert => alert.Severity == AlertSeverity.Serious ? VerdictKind.Fail : VerdictKind.Warn, Width = 12 },
        new("What", alert => alert.What) { Width = 40 },
        DocumentColumn.Date<AlertLine>("Opened, UTC", alert => DocumentWords.Minute(alert.OpenedAt)),
        new("State", alert => alert.State.ToString()) { Sub = alert => alert.ClosedAt is { } at ? DocumentWords.Minute(at) : alert.TakenBy?.Name is { } name ? $"{name} has it" : "nobody has it" },
    ];

    private static readonly IReadOnlyList<DocumentColumn<KpiLine>> Kpis =
    [
        new("KPI", kpi => kpi.Name) { Sub = kpi => kpi.Objective, Width = 38 },
        new("Owner", kpi => kpi.Owner?.Name),
        DocumentColumn.Figure<KpiLine>("Target", kpi => $"{(kpi.Direction == KpiDirection.AtLeast ? "≥" : "≤")} {Number(kpi.Target)} {kpi.Unit}"),
        DocumentColumn.Figure<KpiLine>("Last", kpi => kpi.Last is { } last ? $"{Number(last.Value)} {kpi.Unit}" : null) with { Sub = kpi => kpi.Last is { } last ? DocumentWords.Iso(last.Day) : null },
        new("Met", kpi => kpi.IsMet switch { true => "Met", false => "Not met", null => "No reading" }) { Verdict = kpi => kpi.IsMet switch { true => VerdictKind.Pass, false => VerdictKind.Fail, null => VerdictKind.NoData } },
    ];

    private IReadOnlyList<DrawnChart> _charts = [];
    private IReadOnlyList<Happened> _happened = [];

    [CascadingParameter] private ReportStamp Stamp { get; set; } = default!;

    [Parameter, EditorRequired] public required WatchedReport Watched { get; set; }

    private string Name => $"{Watched.Version.System} {Watched.Version.Label}";

    protected override void OnParametersSet()
    {
        _happened = Happened.Of(Watched.View, []);
        var drawing = new Drawing(Watched.View, null, "", Happened.Marks(_happened, Watched.View.Stretch)) { Currency = Stamp.Currency };
        _charts = [.. MonitoringCharts.Of(drawing, null).OfType<DrawnChart>()];
    }

    internal static VerdictKind KindOf(DriftLevel level) => level switch
    {
        DriftLevel.Calm => VerdictKind.Pass,
        DriftLevel.Warning => VerdictKind.Warn,
        DriftLevel.Serious => VerdictKind.Fail,
        _ => VerdictKind.NoData,
    };

    private static string Number(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
