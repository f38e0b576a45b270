using System.Globalization;

namespace Portal.Shared;

/// <summary>The days of the organisation, as they begin and end in its time zone.</summary>
public sealed class Calendar(TimeZoneInfo zone, IReadOnlyCollection<DateOnly> holidays, TimeProvider time)
{
    private const string Format = "yyyy-MM-dd";
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(15);

    public DateOnly Today => DayOf(time.GetUtcNow());

    public DateOnly DayOf(DateTimeOffset instant) => Local(instant).Day;

    public (DateOnly Day, TimeOnly Hour) Local(DateTimeOffset instant)
    {
        var local = TimeZoneInfo.ConvertTime(instant, zone).DateTime;
        return (DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local));
    }

    /// <summary>The day that is over at this instant; none of an instant that never comes.</summary>
    public DateOnly? LastDayBefore(DateTimeOffset? end) => end is { } instant ? DayOf(instant.AddTicks(-1)) : null;

    public bool IsHoliday(DateOnly day) => holidays.Contains(day);

    public static string Text(DateOnly day) => day.ToString(Format, CultureInfo.InvariantCulture);

    public DateTimeOffset StartOf(DateOnly day) => At(day, TimeOnly.MinValue);

    public DateTimeOffset At(DateOnly day, TimeOnly hour)
    {
        // Where the clocks skip an hour it is the next that there is; where they repeat one it is the first.
        var local = day.ToDateTime(hour);
        while (zone.IsInvalidTime(local))
            local += Step;
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }

    /// <summary>What a reader asked for: nothing is now, a day is its end; today's is not over, so it holds what has happened so far.</summary>
    public Result<AsOf> AsOf(string field, string? text)
    {
        if (text is null)
            return Shared.AsOf.Now;
        if (!DateOnly.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return new Invalid(field, $"Write a day as {Text(Today)}.");
        if (day > Today)
            return new Invalid(field, $"{text} is still to come: today is {Text(Today)}.");

        return EndOf(day);
    }

    public AsOf EndOf(DateOnly day) => Shared.AsOf.EndOf(day, StartOf(day.AddDays(1)));
}
