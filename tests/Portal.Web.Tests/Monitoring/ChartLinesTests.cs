using Portal.Monitoring;
using Portal.Monitoring.Views;
using Portal.Web.Monitoring;
using Portal.Web.Monitoring.Charts;

namespace Portal.Web.Tests.Monitoring;

public sealed class ChartLinesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_long_range_is_drawn_by_the_last_point_of_every_step()
    {
        var points = Enumerable.Range(0, 12).Select(minute => new FeaturePoint(Noon.AddMinutes(minute), minute, minute, 500)).ToList();

        var line = ChartLines.Thin(points, Noon.AddMinutes(-1), Noon.AddMinutes(20), step: 6);

        Assert.Equal([5.0, 11.0], line.Select(point => point.Value));
    }

    [Fact]
    public void A_gap_stays_a_gap_however_long_the_step()
    {
        FeaturePoint[] points = [new(Noon, 1, 1, 500), new(Noon.AddMinutes(1), null, null, 0), new(Noon.AddMinutes(2), 2, 2, 500)];

        Assert.Contains(ChartLines.Thin(points, Noon.AddMinutes(-1), Noon.AddMinutes(5), step: 6), point => point.Value is null);
    }

    [Fact]
    public void The_total_of_a_minute_that_runs_is_drawn_when_the_minute_is_over()
    {
        var stretch = Stretch.Last(TimeSpan.FromHours(1), Noon.AddSeconds(20));
        var line = new WindowLine("predictions", [.. Enumerable.Range(-5, 6).Select(minute => new WindowPoint(Noon.AddMinutes(minute), minute == 0 ? 4 : 12, null, null, 12))]);

        Assert.Equal(Noon.AddMinutes(-1), line.Whole(stretch).Points[^1].Time);
        Assert.Equal(Noon, line.Whole(Stretch.Between(Noon.AddHours(-1), Noon.AddSeconds(20), Noon.AddMinutes(5))).Points[^1].Time);
    }

    [Fact]
    public void What_lies_outside_of_the_range_is_not_drawn()
    {
        FeaturePoint[] points = [new(Noon.AddHours(-1), 1, 1, 500), new(Noon, 2, 2, 500), new(Noon.AddMinutes(9), 3, 3, 500)];

        Assert.Equal([Noon], ChartLines.Thin(points, Noon.AddHours(-1), Noon, step: 1).Select(point => point.Time));
    }
}
