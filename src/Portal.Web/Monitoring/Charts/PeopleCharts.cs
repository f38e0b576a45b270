using Portal.Monitoring;
using Portal.Web.Ui;

namespace Portal.Web.Monitoring.Charts;

/// <summary>What people, and judges, made of outputs.</summary>
internal static class PeopleCharts
{
    private const double Percent = 100;

    public static IEnumerable<ChartSlot> Of(Drawing drawing) => [Overrides(drawing), Feedback(drawing), Scores(drawing)];

    private static ChartSlot Overrides(Drawing drawing)
    {
        const string Title = "Overrides";
        if (!drawing.View.Lines(Metric.Reviews).HasAny())
            return new LackingChart(Title, "Reviews posted to /api/v1/telemetry/reviews: upheld or overridden, and how long it took.");

        IReadOnlyList<ChartSeries> series = [.. drawing.BothRates(Metric.Reviews, "overridden")];
        return new DrawnChart(Title, "%", 1, drawing.Of(series)) { Headline = Total(drawing, Metric.Reviews, "overridden"), Note = "Of reviews, with the interval at 95 %." };
    }

    private static ChartSlot Feedback(Drawing drawing)
    {
        const string Title = "Feedback";
        var lines = drawing.View.Lines(Metric.Feedback);
        return lines.HasAny()
            ? new DrawnChart(Title, "%", 1, drawing.Of([.. lines.Take(6).SelectMany(line => drawing.BothRates(Metric.Feedback, line.Name, band: false))])) { Headline = $"{lines[0].Name}: {Total(drawing, Metric.Feedback, lines[0].Name)}" }
            : new LackingChart(Title, "Ratings posted to /api/v1/telemetry/feedback.");
    }

    private static ChartSlot Scores(Drawing drawing)
    {
        const string Title = "Scores of outputs";
        var lines = drawing.View.Lines(Metric.Scores);
        return lines.HasAny()
            ? new DrawnChart(Title, "", 2, drawing.Of([.. lines.Take(6).SelectMany(line => drawing.Both(Metric.Scores, line.Name, line.Name))])) { Minimum = null, Headline = $"{lines[0].Name}, mean" }
            : new LackingChart(Title, "scores of calls, as relevance or factuality from a judge.");
    }

    /// <summary>Of the whole stretch: a minute of people's work is too little to go by.</summary>
    private static string Total(Drawing drawing, Metric metric, string line) =>
        drawing.View.Total(metric).FirstOrDefault(one => one.Name == line)?.Points is [{ Value: { } value } point]
            ? Lines.Words(new ChartPoint(point.Time, value * Percent, point.Low * Percent, point.High * Percent), 1, "%")
            : "";
}
