using Portal.Policies;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Policies;

/// <summary>Thousands of instants, half of them around the nights in which the clocks change, counted again day by day.</summary>
public sealed class WorkCalendarPropertyTests
{
    private const int Instants = 5000;

    private static readonly WorkCalendar Week = ShippedPolicy.AdoptedOn(new DateOnly(2026, 11, 2)).Calendar;
    private static readonly DateOnly First = new(2026, 1, 1);

    [Theory]
    [InlineData("Europe/Berlin", "2026-03-29", "2026-10-25", "2027-03-28")]
    [InlineData("America/New_York", "2026-03-08", "2026-11-01", "2027-03-14")]
    public void A_deadline_is_five_o_clock_of_the_last_of_exactly_so_many_working_days(string zone, params string[] changes)
    {
        var random = new Random(1);
        for (var number = 0; number < Instants; number++)
        {
            var calendar = A(zone, random);
            var (from, days) = (Instant(random, changes), random.Next(1, 25));

            var deadline = Week.Deadline(from, days, calendar);

            var (last, hour) = calendar.Local(deadline);
            var (first, began) = calendar.Local(from);
            var counted = Enumerable.Range(0, last.DayNumber - first.DayNumber + 1).Select(first.AddDays)
                .Count(day => IsWorkday(day, calendar) && (day != first || began < new TimeOnly(12, 0)));
            Assert.True((counted, hour, IsWorkday(last, calendar)) == (days, new TimeOnly(17, 0), true), $"{zone}, {days} days from {from:O}: {deadline:O} after {counted}");
            Assert.True(deadline > from);
        }
    }

    [Theory]
    [InlineData("Europe/Berlin", "2026-03-29", "2026-10-25")]
    [InlineData("America/New_York", "2026-03-08", "2026-11-01")]
    public void Who_asks_later_or_has_more_days_is_never_due_earlier(string zone, params string[] changes)
    {
        var random = new Random(2);
        for (var number = 0; number < Instants; number++)
        {
            var calendar = A(zone, random);
            var (from, days) = (Instant(random, changes), random.Next(1, 25));
            var later = from + TimeSpan.FromMinutes(random.Next(0, 5000));

            Assert.True(Week.Deadline(later, days, calendar) >= Week.Deadline(from, days, calendar), $"{zone}: {days} days from {from:O} and from {later:O}");
            Assert.True(Week.Deadline(from, days + 1, calendar) > Week.Deadline(from, days, calendar));
        }
    }

    /// <summary>Half past two in the morning is skipped in spring and comes twice in autumn; no day loses its end.</summary>
    [Theory]
    [InlineData("Europe/Berlin", "2027-03-28", "2027-03-28T01:00Z")]
    [InlineData("Europe/Berlin", "2026-10-25", "2026-10-25T00:30Z")]
    [InlineData("America/New_York", "2027-03-14", "2027-03-14T07:00Z")]
    [InlineData("America/New_York", "2026-11-01", "2026-11-01T05:30Z", "01:30")]
    [InlineData("America/New_York", "2026-11-02", "2026-11-02T07:30Z")]
    public void An_hour_that_the_clocks_skip_is_the_next_there_is_and_one_that_they_repeat_is_its_first(string zone, string day, string instant, string hour = "02:30")
    {
        var calendar = A(zone, new Random(3));

        var at = calendar.At(DateOnly.Parse(day, Invariant), TimeOnly.Parse(hour, Invariant));

        Assert.Equal(DateTimeOffset.Parse(instant, Invariant), at);
    }

    private static System.Globalization.CultureInfo Invariant => System.Globalization.CultureInfo.InvariantCulture;

    private static bool IsWorkday(DateOnly day, Calendar calendar) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !calendar.IsHoliday(day);

    private static Calendar A(string zone, Random random) =>
        new(TimeZoneInfo.FindSystemTimeZoneById(zone), [.. Enumerable.Range(0, 40).Select(_ => First.AddDays(random.Next(0, 600)))], new FakeTime(House.Noon));

    private static DateTimeOffset Instant(Random random, string[] changes)
    {
        var near = random.Next(2) == 0 ? DateOnly.Parse(changes[random.Next(changes.Length)], Invariant).AddDays(random.Next(-4, 3)) : First.AddDays(random.Next(0, 500));
        return new DateTimeOffset(near.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).AddSeconds(random.Next(0, 86_400));
    }
}
