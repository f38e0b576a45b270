using System.Globalization;

namespace Portal;

/// <summary>The organisation that this installation is for.</summary>
public sealed record OrganisationOptions
{
    /// <summary>As documents name it.</summary>
    public string Name { get; init; } = "";

    /// <summary>By its name in the IANA database; days begin and end in it.</summary>
    public string TimeZone { get; init; } = "UTC";

    public TimeZoneInfo Zone => TimeZoneInfo.FindSystemTimeZoneById(TimeZone);

    /// <summary>Days, as 2027-12-25, that are no working days whatever day of the week they are.</summary>
    public IReadOnlyList<string> Holidays { get; init; } = [];

    public IReadOnlySet<DateOnly> Days => Holidays.Select(Day).OfType<DateOnly>().ToHashSet();

    public IEnumerable<string> Faults() => Holidays.Where(day => Day(day) is null).Select(day => $"Portal:Organisation:Holidays: '{day}' is no day; one is 2027-12-25.").Concat(
        TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out _) ? [] : [$"Portal:Organisation:TimeZone: this machine knows no time zone '{TimeZone}'; one is Europe/Zurich."]);

    private static DateOnly? Day(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
