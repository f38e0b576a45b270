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

    /// <summary>How many working days end after one instant and until another.</summary>
    public int EndsBetween(DateTimeOffset from, DateTimeOffset to, Calendar calendar)
    {
        var ends = 0;
        for (var day = calendar.DayOf(from); day <= calendar.DayOf(to); day = day.AddDays(1))
        {
            if (IsWorkday(day, calendar) && calendar.At(day, EndsAt) is var end && end > from && end <= to)
                ends++;
        }

        return ends;
    }

    /// <summary>The end of a working day, so many working days on.</summary>
    public DateTimeOffset Later(DateTimeOffset end, int days, Calendar calendar)
    {
        var day = calendar.DayOf(end);
        for (var left = days; left > 0;)
        {
            day = day.AddDays(1);
            if (IsWorkday(day, calendar))
                left--;
        }

        return days == 0 ? end : calendar.At(day, EndsAt);
    }

    private bool IsWorkday(DateOnly day, Calendar calendar) => Workdays.Contains(day.DayOfWeek) && !calendar.IsHoliday(day);
}
