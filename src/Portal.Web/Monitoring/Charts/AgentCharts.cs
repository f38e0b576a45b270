using Portal.Monitoring;

namespace Portal.Web.Monitoring.Charts;

/// <summary>What agents did: steps and spend of a task, and tools that were refused to them or that their version does not have.</summary>
internal static class AgentCharts
{
    private const double Millionths = 1e6;
    private const string Feeds = "Traces of an agent, sent to /otlp/v1/traces.";

    public static IEnumerable<ChartSlot> Of(Drawing drawing) => [Tools(drawing), Steps(drawing), Spend(drawing)];

    private static ChartSlot Tools(Drawing drawing)
    {
        const string Title = "Tools refused";
        if (!drawing.View.Lines(Metric.Tools).Where(line => line.Name != "calls").HasAny())
            return new LackingChart(Title, Feeds);

        return new DrawnChart(Title, "%", 1, drawing.Of([.. drawing.BothRates(Metric.Tools, "denied"), .. drawing.BothRates(Metric.Tools, "unlisted", band: false).Take(1)]))
        {
            Headline = $"{drawing.View.Total(Metric.Tools)[0].Points[0].Value:N0} calls of tools",
            Note = "Of calls of tools. Unlisted are those that the version has no tool for.",
        };
    }

    private static ChartSlot Steps(Drawing drawing) => PerTask(drawing, "Steps per task", "stepsPerTask", 1, 1);

    private static ChartSlot Spend(Drawing drawing) => PerTask(drawing, "Cost per task", "costMicrosPerTask", 1 / Millionths, 4);

    private static ChartSlot PerTask(Drawing drawing, string title, string line, double scale, int decimals)
    {
        if (!drawing.View.Lines(Metric.Tasks).Where(one => one.Name == line).HasAny())
            return new LackingChart(title, Feeds);

        return new DrawnChart(title, "", decimals, drawing.Of([.. drawing.Both(Metric.Tasks, line, "mean", scale)]))
        {
            Headline = drawing.View.Total(Metric.Tasks).First(one => one.Name == line).Points is [{ Value: { } value }] ? Lines.Figure(value * scale, decimals) : "",
        };
    }
}
