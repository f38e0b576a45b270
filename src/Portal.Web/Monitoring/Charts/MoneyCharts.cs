using Portal.Monitoring;
using Portal.Monitoring.Views;
using Portal.Web.Ui;

namespace Portal.Web.Monitoring.Charts;

/// <summary>What a request costs, and what the month does.</summary>
internal static class MoneyCharts
{
    private const double Millionths = 1e6;

    public static IEnumerable<ChartSlot> Of(Drawing drawing) => [PerRequest(drawing), Days(drawing), Month(drawing)];

    private static ChartSlot PerRequest(Drawing drawing)
    {
        const string Title = "Cost of a request";
        if (!drawing.View.Lines(Metric.Cost).Where(line => line.Name == "perRequest").HasAny())
            return new LackingChart(Title, "costMicros of predictions, or calls of a model that the price list knows.");

        IReadOnlyList<ChartSeries> series = [.. drawing.Both(Metric.Cost, "perRequest", "mean", 1 / Millionths, band: true)];
        List<ChartThreshold> levels = [];
        if (drawing.View.Known.Spend.Request is { } budget)
            levels.Add(new("Budget", budget / Millionths, ChartLevel.Warn));
        if (drawing.View.Known.Alerts.Rates.CostSerious is { } serious)
            levels.Add(new("Serious", serious, ChartLevel.Fail));
        return new DrawnChart(Title, drawing.Currency, 4, drawing.Of(series)) { Thresholds = levels, Headline = $"{Lines.Figure(series[0].Points.Last(point => point.Value is not null).Value ?? 0, 4)} {drawing.Currency}" };
    }

    private static ChartSlot Days(Drawing drawing)
    {
        const string Title = "Spend by day";
        var spend = drawing.View.Known.Spend;
        if (spend.Days.Count == 0)
            return new LackingChart(Title, "costMicros, priced calls, or costs posted to /api/v1/costs.");

        // What a day that is not over has cost is no fall.
        var whole = spend.Days.Where(day => Start(day.Day.AddDays(1)) <= spend.At).ToList();
        var running = whole.Count < spend.Days.Count ? $"{Spent(spend.Days[^1])} so far" : null;
        if (whole.Count == 0)
            return new LackingChart(Title, $"The first day of the month that is over; {running}.");

        return new DrawnChart(Title, drawing.Currency, 2, Drawn(drawing, spend, [new ChartSeries("spent", [.. whole.Select(day => new ChartPoint(Start(day.Day), day.Micros / Millionths))])]))
        {
            Thresholds = spend.Day is { } budget ? [new("Budget of a day", budget / Millionths, ChartLevel.Fail)] : [],
            Headline = Spent(whole[^1]),
            Note = running,
        };

        string Spent((DateOnly Day, long Micros) day) => $"{Lines.Figure(day.Micros / Millionths, 2)} {drawing.Currency} on {day.Day:d MMM}";
    }

    /// <summary>What was spent, summed up, and from its end on what will be if it goes on as it went.</summary>
    private static ChartSlot Month(Drawing drawing)
    {
        const string Title = "Spend this month";
        var spend = drawing.View.Known.Spend;
        if (spend.Days.Count == 0)
            return new LackingChart(Title, "The same; with a budget of /costs it is held against it.");

        List<ChartPoint> actual = [new(Start(spend.First), 0)];
        var sum = 0m;
        foreach (var (day, micros) in spend.Days)
            actual.Add(new ChartPoint(Earlier(Start(day.AddDays(1)), spend.At), (double)(sum += micros) / Millionths));

        List<ChartSeries> series = [new("actual", actual)];
        if (spend.Forecast is { } forecast && Start(spend.First.AddMonths(1)) > actual[^1].Time)
            series.Add(new ChartSeries("forecast", [actual[^1], new ChartPoint(Start(spend.First.AddMonths(1)), forecast / Millionths)]) { Look = ChartLook.Forecast });
        return new DrawnChart(Title, drawing.Currency, 2, Drawn(drawing, spend, series))
        {
            Thresholds = spend.Month is { } budget ? [new("Budget of the month", budget / Millionths, ChartLevel.Fail)] : [],
            Headline = $"{Lines.Figure(spend.Spent / Millionths, 2)} {drawing.Currency}" + (spend.Month is { } most ? $" of {Lines.Figure(most / Millionths, 2)}" : ""),
            Note = spend.Forecast is { } end ? $"{Lines.Figure(end / Millionths, 2)} {drawing.Currency} when the month ends, if it goes on as it went." : "A forecast is made from the second day of a month on.",
        };
    }

    /// <summary>A month has its own axis, whatever stretch is shown.</summary>
    private static ChartSnapshot Drawn(Drawing drawing, SpendView spend, IReadOnlyList<ChartSeries> series)
    {
        var (from, to) = (Start(spend.First), Start(spend.First.AddMonths(1)));
        return new ChartSnapshot(series, [.. drawing.Marks.Where(mark => mark.Time >= from && mark.Time < to)]) { From = from, To = to };
    }

    /// <summary>The day that runs is not over.</summary>
    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private static DateTimeOffset Start(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);
}
