using Portal.Ledger;
using Portal.Shared;
using Portal.Statistics.Quality;

namespace Portal.Reports.Packs.Records;

/// <summary>How records say what canonical JSON has no form for: instants and days as ISO 8601, fractions in the shortest text that reads back the same.</summary>
internal static class Recorded
{
    public static CanonicalValue At(DateTimeOffset? instant) => instant is { } at ? PackSheets.Instant(at) : CanonicalValue.Null;

    public static CanonicalValue Day(DateOnly? day) => day is { } one ? Calendar.Text(one) : CanonicalValue.Null;

    public static CanonicalValue Word<T>(T? word) where T : struct, Enum => word?.ToString();

    public static CanonicalValue Number(double? number) => number?.ToString("R", System.Globalization.CultureInfo.InvariantCulture);

    public static CanonicalValue Count(long? count) => count is { } number ? number : CanonicalValue.Null;

    public static CanonicalValue Each<T>(IEnumerable<T> items, Func<T, CanonicalValue> item) => CanonicalJson.List([.. items.Select(item)]);

    public static CanonicalValue Each(IEnumerable<string> items) => Each(items, item => item);

    public static CanonicalValue Of(Estimate estimate) => CanonicalJson.Object(
        ("value", Number(estimate.Value)), ("low", Number(estimate.Low)), ("high", Number(estimate.High)), ("n", estimate.N), ("method", estimate.Method));
}
