using System.Globalization;
using Portal.Audit;
using Portal.Shared;

namespace Portal.Web.Audit;

/// <summary>An entry's parts for a reader. Times are exact here, not relative: an auditor compares them.</summary>
internal static class EntryText
{
    public static string Day(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string TimeOfDay(DateTimeOffset time) => time.UtcDateTime.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);

    public static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    public static string Who(EntryLine line) => line switch
    {
        { PersonName: { } name } => name,
        { Person: null } => "The portal",
        _ => "Somebody without an account",
    };

    public static string How(Through through) => through switch
    {
        Through.Session => "in a page",
        Through.Token => "by API token",
        Through.System => "by itself",
        _ => throw new ArgumentOutOfRangeException(nameof(through), through, null),
    };
}
