namespace Portal.Web.Accounts;

/// <summary>Days as people choose them, as instants. A day is one of UTC, as all times on these pages are.</summary>
internal static class Instants
{
    public static DateTimeOffset StartOf(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    public static DateTimeOffset? StartOf(DateOnly? day) => day is { } chosen ? StartOf(chosen) : null;

    /// <summary>Of an account that ends by itself.</summary>
    public static string LastDay(DateOnly day) => $"until {day.ToString("d MMM yyyy", System.Globalization.CultureInfo.InvariantCulture)}";
}
