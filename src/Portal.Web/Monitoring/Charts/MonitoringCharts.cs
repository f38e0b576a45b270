using Portal.Monitoring;

namespace Portal.Web.Monitoring.Charts;

/// <summary>Every chart of a version, in the order in which they are read.</summary>
internal static class MonitoringCharts
{
    public static IReadOnlyList<ChartSlot> Of(Drawing drawing, VersionSeries? recent) =>
        [.. DriftCharts.Of(drawing, recent), .. QualityCharts.Of(drawing), .. TrafficCharts.Of(drawing), .. MoneyCharts.Of(drawing), .. PeopleCharts.Of(drawing), .. AgentCharts.Of(drawing)];
}
