using Portal.Policies;
using Portal.Shared;

namespace Portal.Promotions;

/// <summary>Since when nobody could complete the request, and what lacks: its clock stands still until that is there.</summary>
public sealed record Standstill(DateTimeOffset Since, string Lack)
{
    public const int LongestLack = 400;

    /// <summary>Where an instant moves when the clock goes on: as many working days end before it as did when the clock stopped.</summary>
    internal DateTimeOffset Moved(DateTimeOffset instant, WorkCalendar days, Calendar calendar, DateTimeOffset now) =>
        instant <= Since ? instant : days.Later(instant, days.EndsBetween(Since, now, calendar), calendar);
}
