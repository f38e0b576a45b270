using System.Globalization;

namespace Portal;

/// <summary>The organisation that this installation is for.</summary>
public sealed record OrganisationOptions
{
    public const int LongestName = 120;

    /// <summary>As it stands on reports; empty where they need none.</summary>
    public string Name { get; init; } = "";

    /// <summary>Its three letters (ISO 4217): every amount is one of it, but for prices in another.</summary>
    public string Currency { get; init; } = "EUR";

    /// <summary>By its name in the IANA database; days begin and end in it.</summary>
    public string TimeZone { get; init; } = "UTC";

    public TimeZoneInfo Zone => TimeZoneInfo.FindSystemTimeZoneById(TimeZone);

    /// <summary>Days, as 2027-12-25, that are no working days whatever day of the week they are.</summary>
    public IReadOnlyList<string> Holidays { get; init; } = [];

    public IReadOnlySet<DateOnly> Days => Holidays.Select(Day).OfType<DateOnly>().ToHashSet();

    public IEnumerable<string> Faults() =>
    [
        .. Name.Length > LongestName || Name.Any(char.IsControl) ? [$"Portal:Organisation:Name: one line of at most {LongestName} characters."] : Array.Empty<string>(),
        .. Currency is [>= 'A' and <= 'Z', >= 'A' and <= 'Z', >= 'A' and <= 'Z'] ? [] : new[] { $"Portal:Organisation:Currency: '{Currency}' is no currency; one is EUR." },
        .. Holidays.Where(day => Day(day) is null).Select(day => $"Portal:Organisation:Holidays: '{day}' is no day; one is 2027-12-25."),
        .. TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out _) ? [] : new[] { $"Portal:Organisation:TimeZone: this machine knows no time zone '{TimeZone}'; one is Europe/Zurich." },
    ];

    private static DateOnly? Day(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
