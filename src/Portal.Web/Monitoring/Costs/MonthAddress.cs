using System.Globalization;
using Portal.Shared;

namespace Portal.Web.Monitoring.Costs;

/// <summary>The month that an address names; this one when it names none.</summary>
public sealed record MonthAddress(DateOnly First, IReadOnlyList<Fault> Faults)
{
    public static MonthAddress Read(string? month, DateOnly today)
    {
        var current = new DateOnly(today.Year, today.Month, 1);
        return month is null ? new(current, [])
            : DateOnly.TryParseExact(month + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first) && first <= current ? new(first, [])
            : new(current, [new Fault("month", $"Write a month as {today:yyyy-MM}, not one to come.")]);
    }
}
