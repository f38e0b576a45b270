using Portal.Monitoring.Views;

namespace Portal.Tests.Monitoring.Views;

public sealed class StretchTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 2, 12, 34, 56, TimeSpan.Zero);

    [Theory]
    [InlineData(1, 1, 5)]
    [InlineData(24, 10, 60)]
    [InlineData(7 * 24, 60, 180)]
    [InlineData(30 * 24, 360, 720)]
    [InlineData(90 * 24, 1440, 1440)]
    [InlineData(365 * 24, 1440, 10080)]
    public void A_longer_stretch_has_longer_steps(int hours, int step, int cell)
    {
        var stretch = Stretch.Last(TimeSpan.FromHours(hours), Now);

        Assert.Equal((step, cell), (stretch.Step.TotalMinutes, stretch.Cell.TotalMinutes));
        Assert.Equal((Now, true), (stretch.To, stretch.IsLive));
    }

    [Fact]
    public void It_begins_with_a_whole_step() =>
        Assert.Equal(new DateTimeOffset(2026, 11, 1, 12, 30, 0, TimeSpan.Zero), Stretch.Last(TimeSpan.FromHours(24), Now).From);

    [Fact]
    public void Moving_on_makes_it_no_longer()
    {
        var stretch = Stretch.Last(TimeSpan.FromHours(24), Now);
        for (var minute = 1; minute <= 100; minute++)
            stretch = stretch.At(Now.AddMinutes(minute));

        Assert.Equal(Now.AddMinutes(100), stretch.To);
        Assert.InRange(stretch.To - stretch.From, TimeSpan.FromHours(24), TimeSpan.FromHours(24) + stretch.Step);
    }

    [Theory]
    [InlineData(3, 60)]
    [InlineData(50, 1440)]
    public void What_is_old_is_kept_in_hours_and_then_in_days(int daysAgo, int step) =>
        Assert.Equal(step, Stretch.Between(Now.AddDays(-daysAgo), Now.AddDays(-daysAgo).AddHours(2), Now).Step.TotalMinutes);

    [Fact]
    public void The_time_before_is_as_long_and_ends_where_this_one_begins()
    {
        var stretch = Stretch.Last(TimeSpan.FromDays(7), Now);

        var before = stretch.Before(Now);

        Assert.Equal((stretch.From, stretch.Length, false), (before.To, before.Length, before.IsLive));
    }
}
