using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Monitoring.Alerts;
using Portal.Monitoring.Budgets;
using Portal.Monitoring.Costs;
using Portal.Reports.Documents;
using Portal.Web.Monitoring;
using Portal.Web.Monitoring.Charts;
using Portal.Web.Ui;

namespace Portal.Web.Reports.Documents;

/// <summary>How systems have moved, how good they are, and what they spend.</summary>
public sealed partial class MonitoringDocument
{
    private const double Millionths = 1e6;
    private const int MostLines = 5;

    private static readonly IReadOnlyList<DocumentColumn<UnpricedCalls>> Unpriced =
    [
        new("Model", calls => calls.Model) { Sub = calls => calls.Provider },
        new("System", calls => calls.System),
        DocumentColumn.Figure<UnpricedCalls>("Calls", calls => calls.Calls.ToString("N0", CultureInfo.InvariantCulture)),
    ];

    private static readonly IReadOnlyList<DocumentColumn<ModelSpend>> Models =
    [
        new("Model", spend => spend.Model.Length > 0 ? spend.Model : "Not named") { Sub = spend => spend.Provider },
        new("Systems", spend => string.Join(", ", spend.Systems)),
        DocumentColumn.Figure<ModelSpend>("Spent", spend => Money.Exact(spend.Micros)),
    ];

    private static readonly IReadOnlyList<DocumentColumn<BudgetUse>> Budgets =
    [
        new("Of", use => use.Budget.Name) { Sub = use => use.Budget.Scope == BudgetScope.Department ? "department" : null },
        new("Period", use => use.Budget.Period.ToString()),
        DocumentColumn.Figure<BudgetUse>("Budget", use => Money.Exact(use.Budget.Micros)),
        DocumentColumn.Figure<BudgetUse>("Spent", use => use.Spent is { } spent ? Money.Exact(spent) : null),
        DocumentColumn.Figure<BudgetUse>("Share", use => use.Share is { } share ? $"{share.ToString("0", CultureInfo.InvariantCulture)} %" : null),
        DocumentColumn.Figure<BudgetUse>("Forecast", use => use.Forecast is { } forecast ? Money.Exact(forecast) : null),
    ];

    private static readonly IReadOnlyList<DocumentColumn<(string System, long Micros, int Days)>> BySystem =
    [
        new("System", one => one.System),
        DocumentColumn.Figure<(string System, long Micros, int Days)>("Days with cost", one => $"{one.Days}"),
        DocumentColumn.Figure<(string System, long Micros, int Days)>("Spent", one => Money.Exact(one.Micros)),
    ];

    private static readonly IReadOnlyList<DocumentColumn<WatchedReport>> Watched =
    [
        new("System", watched => watched.Version.SystemName) { Sub = watched => $"{watched.Version.System} {watched.Version.Label}, {watched.Version.Stage?.ToString() ?? "no stage"}", Width = 28 },
        new("Furthest from its baseline", watched => watched.View.Whole?.Worst?.Name) { Verdict = watched => watched.View.Whole?.Worst is { } worst ? WatchedTold.KindOf(worst.Level) : VerdictKind.NoData, Sub = watched => watched.View.Whole?.Worst is { } worst ? $"PSI {DriftWords.Psi(worst.Point.Value)}, n = {worst.Point.N.ToString("N0", CultureInfo.InvariantCulture)}" : watched.View.Baseline is null ? "no baseline" : "too few rows", Width = 24 },
        new("Quality", watched => Newest(watched)?.Value) { Sub = watched => Newest(watched)?.Words, Width = 20 },
        DocumentColumn.Figure<WatchedReport>("Alerts open", watched => $"{watched.Alerts.Count(alert => alert.State == AlertState.Open)}"),
        DocumentColumn.Figure<WatchedReport>("Spent this month", watched => Money.Exact(watched.View.Known.Spend.Spent)) with { Sub = watched => watched.View.Known.Spend.Month is { } budget ? $"of {Money.Exact(budget)}" : "no budget" },
    ];

    [Parameter, EditorRequired] public required MonitoringReport Report { get; set; }

    private DateOnly First => new(Report.Stamp.At.UtcDateTime.Year, Report.Stamp.At.UtcDateTime.Month, 1);

    private IReadOnlyList<(string System, long Micros, int Days)> Spending =>
        [.. Report.Spent.GroupBy(day => day.System).Select(days => (days.Key, days.Sum(day => day.Micros), days.Count())).OrderByDescending(one => one.Item2).ThenBy(one => one.Key, StringComparer.Ordinal)];

    /// <summary>The dearest systems, day by day.</summary>
    private DrawnChart? Chart => Spending.Count == 0 ? null : new DrawnChart("Spend by day", Report.Stamp.Currency, 2, new ChartSnapshot(
        [.. Spending.Take(MostLines).Select(one => new ChartSeries(one.System, [.. Report.Spent.Where(day => day.System == one.System && Start(day.Day.AddDays(1)) <= Report.Stamp.At).Select(day => new ChartPoint(Start(day.Day), day.Micros / Millionths))]))], [])
    { From = Start(First), To = Report.Stamp.At })
    { Headline = $"{Money.Exact(Spending.Sum(one => one.Micros))} in the month so far", Note = Spending.Count > MostLines ? $"The {MostLines} dearest of {Spending.Count} systems." : null };

    private IReadOnlyList<(string Words, string Figure)> Figures =>
    [
        ("versions watched", $"{Report.Systems.Count}"), ("with an open alert", $"{Report.Systems.Count(watched => watched.Alerts.Any(alert => alert.State == AlertState.Open))}"),
        ("without a baseline", $"{Report.Systems.Count(watched => watched.View.Baseline is null)}"), ("spent this month", Money.Short(Report.Spent.Sum(day => day.Micros))),
    ];

    private static (string Value, string Words)? Newest(WatchedReport watched) =>
        watched.View.Known.Quality.Cohorts.LastOrDefault(cohort => cohort is { IsMature: true, Figures.Headline: not null }) is { Figures: { Headline: { } estimate, Kind: var kind } } cohort
            ? (estimate.Value.ToString("0.000", CultureInfo.InvariantCulture), $"{kind}, n = {estimate.N.ToString("N0", CultureInfo.InvariantCulture)}, {DocumentWords.Iso(cohort.To)}")
            : null;

    private static DateTimeOffset Start(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);
}
