namespace Portal;

/// <summary>The organisation that this installation is for.</summary>
public sealed record OrganisationOptions
{
    /// <summary>By its name in the IANA database; days begin and end in it.</summary>
    public string TimeZone { get; init; } = "UTC";

    public TimeZoneInfo Zone => TimeZoneInfo.FindSystemTimeZoneById(TimeZone);

    public IEnumerable<string> Faults() =>
        TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out _) ? [] : [$"Portal:Organisation:TimeZone: this machine knows no time zone '{TimeZone}'; one is Europe/Zurich."];
}
