using Portal.Policies;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Policies;

public sealed class WorkCalendarTests
{
    private static readonly WorkCalendar Week = ShippedPolicy.AdoptedOn(new DateOnly(2026, 11, 2)).Calendar;

    [Theory]
    [InlineData("2026-11-02T11:59", 2, "2026-11-03T17:00")]
    [InlineData("2026-11-02T12:00", 2, "2026-11-04T17:00")]
    [InlineData("2026-11-06T11:00", 1, "2026-11-06T17:00")]
    [InlineData("2026-11-06T13:00", 1, "2026-11-09T17:00")]
    [InlineData("2026-11-07T09:00", 1, "2026-11-09T17:00")]
    [InlineData("2026-12-23T09:00", 3, "2026-12-28T17:00")]
    [InlineData("2026-11-02T09:00", 10, "2026-11-13T17:00")]
    public void Working_days_are_counted_over_weekends_and_holidays(string from, int days, string until)
    {
        var calendar = new Calendar(TimeZoneInfo.Utc, [new DateOnly(2026, 12, 25)], new FakeTime(House.Noon));

        Assert.Equal(At(until), Week.Deadline(At(from), days, calendar));
    }

    [Fact]
    public void A_day_ends_at_five_where_the_organisation_is()
    {
        var calendar = new Calendar(TimeZoneInfo.FindSystemTimeZoneById("Europe/Zurich"), [], new FakeTime(House.Noon));

        Assert.Equal(At("2026-11-03T16:00"), Week.Deadline(At("2026-11-02T10:30"), 2, calendar));
        Assert.Equal(At("2026-11-04T16:00"), Week.Deadline(At("2026-11-02T11:30"), 2, calendar));
    }

    private static DateTimeOffset At(string text) => new(DateTime.Parse(text, System.Globalization.CultureInfo.InvariantCulture), TimeSpan.Zero);
}
