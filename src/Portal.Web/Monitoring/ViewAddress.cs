using System.Globalization;
using Portal.Monitoring.Views;
using Portal.Web.Ui;

namespace Portal.Web.Monitoring;

/// <summary>What the page of a system shows, as it stands in its address.</summary>
/// <param name="Code">The system.</param>
/// <param name="Version">By its label; null for the one that serves people.</param>
/// <param name="Range">One of <see cref="Ranges"/>, or <see cref="Custom"/>.</param>
/// <param name="From">The first instant of a custom range.</param>
/// <param name="To">Its last.</param>
/// <param name="Feature">Whose distribution is shown; null for the one that has moved most.</param>
/// <param name="With">What it is compared with: the label of a version, or <see cref="BeforeThat"/>.</param>
public sealed record ViewAddress(string Code, string? Version, string Range, DateTimeOffset? From, DateTimeOffset? To, string? Feature, string? With)
{
    public const string Custom = "custom";

    /// <summary>The same stretch of time right before: a label could be the same word, and is then found by its version's own page.</summary>
    public const string BeforeThat = "before";

    public static readonly IReadOnlyList<(string Key, string Text, TimeSpan Length)> Ranges =
    [
        ("1h", "1 h", TimeSpan.FromHours(1)), ("24h", "24 h", TimeSpan.FromHours(24)), ("7d", "7 d", TimeSpan.FromDays(7)), ("30d", "30 d", TimeSpan.FromDays(30)), ("90d", "90 d", TimeSpan.FromDays(90)),
    ];

    public static ViewAddress Of(string code, string? version, string? range, string? from, string? to, string? feature, string? with)
    {
        var (first, last) = (Instant(from), Instant(to));
        var isCustom = range == Custom && first is not null && last is not null;
        return new ViewAddress(code, version, isCustom ? Custom : Ranges.FirstOrDefault(one => one.Key == range, Ranges[0]).Key, isCustom ? first : null, isCustom ? last : null, feature, with);
    }

    /// <summary>How the stretch is called in a sentence.</summary>
    public string Words => Range == Custom ? $"{Text(From)} to {Text(To)} UTC" : Range == Ranges[0].Key ? "last hour" : $"last {Ranges.First(one => one.Key == Range).Text}";

    /// <summary>What is wrong with a custom range; null when nothing is.</summary>
    public static string? Fault(DateTimeOffset from, DateTimeOffset to, DateTimeOffset now) =>
        to <= from ? "The range ends before it begins."
        : from > now ? "The range has not begun yet."
        : to - from < TimeSpan.FromMinutes(10) ? "A range has ten minutes at least."
        : to - from > Stretch.Longest ? $"A range has {Stretch.Longest.TotalDays:0} days at most."
        : null;

    public Stretch At(DateTimeOffset now) => (From, To) switch
    {
        ({ } from, { } to) when Fault(from, to, now) is null => Stretch.Between(from, to < now ? to : now, now),
        _ => Stretch.Last(Ranges.FirstOrDefault(one => one.Key == Range, Ranges[0]).Length, now),
    };

    /// <summary>The same up to an instant that is past: the end of a day that is looked back to.</summary>
    public Stretch Until(DateTimeOffset end, DateTimeOffset now) => (From, To) switch
    {
        ({ } from, { } to) when Fault(from, to, end) is null => Stretch.Between(from, to < end ? to : end, now),
        _ => Stretch.Between(end - Ranges.FirstOrDefault(one => one.Key == Range, Ranges[0]).Length, end, now),
    };

    public override string ToString()
    {
        var query = ListQuery.Of(["version", "range", "from", "to", "feature", "with"], key => key switch
        {
            "version" => One(Version),
            "range" => One(Range == Ranges[0].Key ? null : Range),
            "from" => One(Text(From)),
            "to" => One(Text(To)),
            "feature" => One(Feature),
            _ => One(With),
        });
        return $"monitoring/{Uri.EscapeDataString(Code)}" + (query.Length > 0 ? "?" + query : "");
    }

    public static string? Text(DateTimeOffset? instant) => instant?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);

    public static DateTimeOffset? Instant(string? text) =>
        DateTimeOffset.TryParseExact(text, ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant) ? instant : null;

    private static IReadOnlyList<string> One(string? value) => value is null ? [] : [value];
}
