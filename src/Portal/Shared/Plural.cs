using System.Globalization;

namespace Portal.Shared;

/// <summary>A number with what it counts: "1 day", "1,204 days".</summary>
public static class Plural
{
    public static string Of(long count, string one, string? many = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? one : many ?? one + "s")}");
}
