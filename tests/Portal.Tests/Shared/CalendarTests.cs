using System.Globalization;
using Portal.Shared;
using Portal.Tests.Support;
using Calendar = Portal.Shared.Calendar;

namespace Portal.Tests.Shared;

public sealed class CalendarTests
{
    [Theory]
    [InlineData("UTC", "2026-10-31", "2026-10-31T00:00:00Z")]
    [InlineData("Europe/Zurich", "2026-10-31", "2026-10-30T23:00:00Z")]
    [InlineData("Europe/Zurich", "2026-07-01", "2026-06-30T22:00:00Z")]
    [InlineData("Pacific/Kiritimati", "2026-10-31", "2026-10-30T10:00:00Z")]
    // The clocks go forward at midnight: the day begins at one.
    [InlineData("Asia/Beirut", "2026-03-29", "2026-03-28T22:00:00Z")]
    // They go back from one to midnight: the day begins with the first of the two.
    [InlineData("America/Havana", "2026-11-01", "2026-11-01T04:00:00Z")]
    public void A_day_begins_with_its_first_instant_in_the_organisations_zone(string zone, string day, string instant) =>
        Assert.Equal(DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture), At(zone).StartOf(DateOnly.ParseExact(day, "yyyy-MM-dd")));

    [Fact]
    public void A_day_is_over_when_the_next_one_begins_however_many_hours_it_had()
    {
        var short_ = At("Europe/Zurich").EndOf(new DateOnly(2026, 3, 29));

        Assert.Equal(new DateTimeOffset(2026, 3, 29, 22, 0, 0, TimeSpan.Zero), short_.Over);
        Assert.Equal(short_.Over?.AddTicks(-1), short_.At);
    }

    [Theory]
    [InlineData("2026-11-03", "still to come")]
    [InlineData("9999-12-31", "still to come")]
    [InlineData("31.10.2026", "Write a day as 2026-11-02.")]
    [InlineData("2026-10-32", "Write a day as 2026-11-02.")]
    [InlineData(" 2026-10-31", "Write a day as 2026-11-02.")]
    [InlineData("2026-10-31T00:00:00Z", "Write a day as 2026-11-02.")]
    [InlineData("", "Write a day as 2026-11-02.")]
    public void What_is_no_day_or_is_still_to_come_is_refused_by_the_name_of_its_field(string text, string said)
    {
        var refusal = At("UTC").AsOf("asOf", text).Refusal;

        var fault = Assert.Single(Assert.IsType<Invalid>(refusal).Faults);
        Assert.Equal("asOf", fault.Field);
        Assert.Contains(said, fault.Message);
    }

    [Fact]
    public void Nothing_is_now_and_a_day_its_end()
    {
        Assert.Equal(AsOf.Now, At("UTC").AsOf("asOf", null).Value);
        Assert.Equal(new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero), At("UTC").AsOf("asOf", "2026-10-31").Value.Over);
        Assert.Equal(new DateOnly(1, 1, 1), At("Pacific/Kiritimati").AsOf("asOf", "0001-01-01").Value.Day);
    }

    [Fact]
    public void Today_is_the_day_of_the_organisation_not_of_Greenwich() =>
        Assert.Equal(("2026-11-03", "2026-11-02"), (Calendar.Text(At("Pacific/Kiritimati").Today), Calendar.Text(At("UTC").Today)));

    private static Calendar At(string zone) => new(TimeZoneInfo.FindSystemTimeZoneById(zone), [], new FakeTime(House.Noon));
}
