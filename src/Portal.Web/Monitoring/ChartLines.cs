using Portal.Monitoring;
using Portal.Web.Ui;

namespace Portal.Web.Monitoring;

/// <summary>Turns points of a series into points of a chart.</summary>
internal static class ChartLines
{
    /// <summary>The last point of every <paramref name="step"/> minutes; a gap stays a gap.</summary>
    public static IReadOnlyList<ChartPoint> Thin(IReadOnlyList<FeaturePoint> points, DateTimeOffset since, DateTimeOffset until, int step) =>
    [
        .. points.Where(point => point.Minute > since && point.Minute <= until)
            .GroupBy(point => (Step: point.Minute.UtcTicks / (step * TimeSpan.TicksPerMinute), IsGap: point.Value is null))
            .Select(group => group.Last())
            .Select(point => new ChartPoint(point.Minute, point.Value)),
    ];
}
