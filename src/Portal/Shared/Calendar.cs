using System.Globalization;

namespace Portal.Shared;

/// <summary>The days of the organisation, as they begin and end in its time zone.</summary>
public sealed class Calendar(TimeZoneInfo zone, TimeProvider time)
{
    private const string Format = "yyyy-MM-dd";
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(15);

    public DateOnly Today => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time.GetUtcNow(), zone).DateTime);

    public static string Text(DateOnly day) => day.ToString(Format, CultureInfo.InvariantCulture);

    public DateTimeOffset StartOf(DateOnly day)
    {
        // Where the clocks go forward at midnight the day has none, and begins later; where they go back to it there are two, and it begins with the first.
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        while (zone.IsInvalidTime(midnight))
            midnight += Step;
        var offset = zone.IsAmbiguousTime(midnight) ? zone.GetAmbiguousTimeOffsets(midnight).Max() : zone.GetUtcOffset(midnight);
        return new DateTimeOffset(midnight, offset).ToUniversalTime();
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
