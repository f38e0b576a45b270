using System.Globalization;

namespace Portal.Web.Ui;

/// <summary>Instants as people say them. Beyond a week a date says more than a count of days.</summary>
internal static class RelativeTime
{
    public static string Say(DateTimeOffset value, DateTimeOffset now)
    {
        var distance = (value - now).Duration();
        if (distance < TimeSpan.FromSeconds(45)) return "just now";
        if (distance > TimeSpan.FromDays(7)) return Date(value, now);

        var amount = distance switch
        {
            { TotalMinutes: < 59.5 } => $"{Math.Max(1, Math.Round(distance.TotalMinutes))} min",
            { TotalHours: < 23.5 } => $"{Math.Round(distance.TotalHours)} h",
            _ => $"{Math.Round(distance.TotalDays)} d",
        };
        return value < now ? $"{amount} ago" : $"in {amount}";
    }

    /// <summary>A length of time in its two largest units.</summary>
    public static string Span(TimeSpan length) => length switch
    {
        { TotalMinutes: < 1 } => "less than a minute",
        { TotalHours: < 1 } => $"{Math.Floor(length.TotalMinutes)} min",
        { TotalDays: < 1 } => $"{length.Hours} h {length.Minutes} min",
        _ => $"{length.Days} d {length.Hours} h",
    };

    /// <summary>How long there is until an instant, in its two largest units; beyond a week the date says more.</summary>
    public static string Left(DateTimeOffset value, DateTimeOffset now)
    {
        var distance = (value - now).Duration();
        var amount = Span(distance);
        return value < now ? $"overdue by {amount}" : distance > TimeSpan.FromDays(7) ? $"by {Date(value, now)}" : $"{amount} left";
    }

    public static string Date(DateTimeOffset value, DateTimeOffset now) =>
        value.UtcDateTime.ToString(value.UtcDateTime.Year == now.UtcDateTime.Year ? "d MMM" : "d MMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>An instant that somebody must keep: never relative.</summary>
    public static string Instant(DateTimeOffset value, DateTimeOffset now) =>
        $"{value.UtcDateTime.ToString("ddd", CultureInfo.InvariantCulture)} {Date(value, now)}, {value.UtcDateTime.ToString("HH:mm", CultureInfo.InvariantCulture)} UTC";

    public static string Exact(DateTimeOffset value) => value.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
