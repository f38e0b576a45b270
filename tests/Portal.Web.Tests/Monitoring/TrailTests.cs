using Bunit;
using Portal.Monitoring.Wall;
using Portal.Web.Monitoring;

namespace Portal.Web.Tests.Monitoring;

public sealed class TrailTests : BunitContext
{
    [Fact]
    public void A_line_breaks_where_there_is_nothing_and_one_point_is_a_dot()
    {
        var path = Draw(new Trail([0, 0.5, null, 0.25]), TrailScale.Drift);

        Assert.Equal("M1.0 20.0L31.0 2.0M91.0 11.0h.01", path);
    }

    [Fact]
    public void Without_data_there_is_no_line() =>
        Assert.Empty(Render<TrailLine>(line => line.Add(one => one.Shape, new Trail([null, null])).Add(one => one.Name, "Drift").Add(one => one.Scale, TrailScale.Drift)).FindAll("svg"));

    [Fact]
    public void The_same_line_is_drawn_anew_on_another_scale()
    {
        var trail = new Trail([1, 2]);

        Assert.Equal(("M1.0 11.0L91.0 2.0", "M1.0 15.5L91.0 11.0"), (Draw(trail, TrailScale.Spent(2)), Draw(trail, TrailScale.Spent(4))));
    }

    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(1, 0)]
    [InlineData(100, 0.5)]
    [InlineData(10_000, 1)]
    [InlineData(1e9, 1)]
    public void Latency_stands_by_factors_and_never_leaves_its_line(double milliseconds, double at) => Assert.Equal(at, TrailScale.Latency.Of(milliseconds), 9);

    [Theory]
    [InlineData(0, "0")]
    [InlineData(1, "< 0.01")]
    [InlineData(1_500_000, "1.50")]
    [InlineData(262_400_000, "262")]
    [InlineData(1_234_567_890_000, "1,234,568")]
    public void Amounts_read_short_and_never_as_nothing_when_they_are_something(long micros, string text) => Assert.Equal(text, Money.Short(micros));

    private string? Draw(Trail trail, TrailScale scale) =>
        Render<TrailLine>(line => line.Add(one => one.Shape, trail).Add(one => one.Name, "A line").Add(one => one.Scale, scale)).Find("path").GetAttribute("d");
}
