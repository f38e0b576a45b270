using Portal.Web.Ui;

namespace Portal.Web.Tests.Ui;

public sealed class RelativeTimeTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(-10, "just now")]
    [InlineData(-50, "1 min ago")]
    [InlineData(-7 * 60, "7 min ago")]
    [InlineData(-59 * 60 - 45, "1 h ago")]
    [InlineData(3 * 3600, "in 3 h")]
    [InlineData(-86_400 * 2, "2 d ago")]
    [InlineData(-86_400 * 8, "12 Nov")]
    [InlineData(86_400 * 60, "19 Jan 2027")]
    public void Nearby_is_a_distance_and_beyond_a_week_a_date(int seconds, string said) =>
        Assert.Equal(said, RelativeTime.Say(Noon.AddSeconds(seconds), Noon));

    [Fact]
    public void A_deadline_is_said_as_the_instant_in_utc() =>
        Assert.Equal("Tue 24 Nov, 17:00 UTC", RelativeTime.Instant(new DateTimeOffset(2026, 11, 24, 18, 0, 0, TimeSpan.FromHours(1)), Noon));

    [Theory]
    [InlineData(52 * 60 + 5, "2 d 4 h left")]
    [InlineData(24 * 60, "1 d 0 h left")]
    [InlineData((24 * 60) - 1, "23 h 59 min left")]
    [InlineData(60, "1 h 0 min left")]
    [InlineData(59, "59 min left")]
    [InlineData(0, "less than a minute left")]
    [InlineData(-1, "overdue by 1 min")]
    [InlineData(-180, "overdue by 3 h 0 min")]
    [InlineData(-(3 * 24 * 60), "overdue by 3 d 0 h")]
    [InlineData(7 * 24 * 60, "7 d 0 h left")]
    public void Time_that_is_left_is_said_in_its_two_largest_units(int minutes, string expected) => Assert.Equal(expected, RelativeTime.Left(Noon.AddMinutes(minutes), Noon));

    [Fact]
    public void Beyond_a_week_the_day_is_said() => Assert.StartsWith("by ", RelativeTime.Left(Noon.AddDays(7).AddSeconds(1), Noon));
}
