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
}
