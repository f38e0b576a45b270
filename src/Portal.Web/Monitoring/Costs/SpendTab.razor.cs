using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Monitoring.Budgets;
using Portal.Web.Ui;

namespace Portal.Web.Monitoring.Costs;

/// <summary>A month's spending as a chart of its days, and one table of systems, departments, models or days.</summary>
public sealed partial class SpendTab : ComponentBase
{
    private const int MonthsShown = 4;
    private const int MostLines = 5;
    private const double Millionths = 1e6;

    private static readonly (string Key, string Title)[] Ways = [("system", "System"), ("department", "Department"), ("model", "Model"), ("day", "Day")];

    private LiveChart? _chart;

    [Parameter, EditorRequired] public required SpendShown Shown { get; set; }

    /// <summary>System, department, model or day.</summary>
    [Parameter, EditorRequired] public required string By { get; set; }

    /// <summary>The one system whose days are drawn; those that spent most when it is null.</summary>
    [Parameter] public string? System { get; set; }

    private IEnumerable<DateOnly> Months => Enumerable.Range(0, MonthsShown).Select(back => new DateOnly(Shown.Now.Year, Shown.Now.Month, 1).AddMonths(back - MonthsShown + 1));

    private string Head => Ways.FirstOrDefault(way => way.Key == By, Ways[0]).Title;

    private string Title => $"By {Head.ToLowerInvariant()}, {Shown.First.ToString("MMMM yyyy", CultureInfo.InvariantCulture)}";

    private IReadOnlyList<Line> Lines => By switch
    {
        "department" => [.. Shown.Systems.GroupBy(spend => spend.Department).Select(group => new Line(
            group.Key, group.Key.Length == 0 ? "No department" : group.Key, group.Sum(spend => spend.Counted), group.Sum(spend => spend.Posted), group.All(spend => spend.Forecast is not null) ? group.Sum(spend => spend.Forecast) : null)
        {
            Sub = string.Join(", ", group.Select(spend => spend.System)),
            Budget = Budget(BudgetScope.Department, group.Key),
        }).OrderByDescending(line => line.All)],
        "model" => [.. Shown.Models.Select(model => new Line($"{model.Provider}/{model.Model}", model.Model.Length == 0 ? "Told with predictions" : model.Model, model.Micros, null, null) { Sub = model.Provider.Length == 0 ? string.Join(", ", model.Systems) : $"{model.Provider} · {string.Join(", ", model.Systems)}" })],
        "day" => [.. Shown.Days.GroupBy(spend => spend.Day).OrderByDescending(day => day.Key).Select(day => new Line($"{day.Key:O}", day.Key.ToString("ddd d MMM", CultureInfo.InvariantCulture), null, null, null)
        {
            All = day.Sum(spend => spend.Micros),
            Sub = string.Join(", ", day.OrderByDescending(spend => spend.Micros).Select(spend => spend.System)),
        })],
        _ => [.. Shown.Systems.Select(spend => new Line(spend.System, Shown.NameOf(spend.System), spend.Counted, spend.Posted, spend.Forecast)
        {
            Sub = spend.Department.Length == 0 ? spend.System : $"{spend.System} · {spend.Department}",
            Href = $"monitoring/{spend.System}",
            Budget = Budget(BudgetScope.System, spend.System),
        })],
    };

    /// <summary>What a day that is not over has cost is no fall; on the first of a month there is no other.</summary>
    private bool EndsYesterday => Shown.IsThisMonth && !Shown.IsPast && Shown.Now > Shown.First;

    private string ChartTitle => $"Spending a day{(System is null ? "" : $" of {Shown.NameOf(System)}")}{(EndsYesterday ? ", up to yesterday" : "")}";

    private ChartSnapshot Chart
    {
        get
        {
            var shown = System is { } one ? [one] : Shown.Systems.Take(MostLines).Select(spend => spend.System).ToList();
            var last = !Shown.IsThisMonth ? Shown.First.AddMonths(1).AddDays(-1) : EndsYesterday ? Shown.Now.AddDays(-1) : Shown.Now;
            var byDay = Shown.Days.ToDictionary(spend => (spend.System, spend.Day), spend => spend.Micros / Millionths);
            return new ChartSnapshot(
                [
                    .. shown.Select(code => new ChartSeries(
                        $"{code} {Shown.NameOf(code)}", [.. Enumerable.Range(0, last.DayNumber - Shown.First.DayNumber + 1).Select(Shown.First.AddDays).Select(day => new ChartPoint(Start(day), byDay.TryGetValue((code, day), out var spent) ? spent : null))])),
                ],
                [])
            {
                From = Start(Shown.First),
                To = Start(last),
            };
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender && _chart is not null)
            await _chart.ShowAsync(Chart);
    }

    private BudgetUse? Budget(BudgetScope scope, string name) => Shown.IsThisMonth ? Shown.BudgetOf(scope, name, BudgetPeriod.Month) : null;

    private static DateTimeOffset Start(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);

    private static string Address(string by, DateOnly month) => $"costs?by={by}&month={month.ToString("yyyy-MM", CultureInfo.InvariantCulture)}";

    private sealed record Line(string Key, string Name, long? Counted, long? Posted, long? Forecast)
    {
        public long All { get; init; } = (Counted ?? 0) + (Posted ?? 0);

        public string? Sub { get; init; }

        public string? Href { get; init; }

        public BudgetUse? Budget { get; init; }
    }
}
