using Portal.Shared;

namespace Portal.Policies;

/// <summary>How working days are counted: the day itself counts when it was before the hour named, and the last one ends at its own.</summary>
public sealed record WorkCalendar(IReadOnlyList<DayOfWeek> Workdays, TimeOnly CountsBefore, TimeOnly EndsAt)
{
    /// <summary>When so many working days are over that begin with this instant.</summary>
    public DateTimeOffset Deadline(DateTimeOffset from, int days, Calendar calendar)
    {
        var (day, hour) = calendar.Local(from);
        var left = days;
        if (IsWorkday(day, calendar) && hour < CountsBefore)
            left--;
        while (left > 0)
        {
            day = day.AddDays(1);
            if (IsWorkday(day, calendar))
                left--;
        }

        return calendar.At(day, EndsAt);
    }

    private bool IsWorkday(DateOnly day, Calendar calendar) => Workdays.Contains(day.DayOfWeek) && !calendar.IsHoliday(day);
}
