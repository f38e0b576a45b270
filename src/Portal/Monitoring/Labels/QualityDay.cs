using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Portal.Data;
using Portal.Shared;

namespace Portal.Monitoring.Labels;

/// <summary>The predictions of one version on one day, and what turned out to be right of them so far. It stays when the rows are gone.</summary>
public sealed class QualityDay : IVersioned
{
    private QualityDay() { }

    internal QualityDay(VersionId version, DateOnly day, int until) => (ModelVersion, Day, Until, IsStale) = (version, day, until, true);

    public VersionId ModelVersion { get; private set; }

    public DateOnly Day { get; private set; }

    /// <summary>The last day on which labels of it are waited for, as a number of days: after it the cohort is what it is.</summary>
    public int Until { get; private set; }

    /// <summary>Rows or labels came since it was counted.</summary>
    public bool IsStale { get; private set; }

    public DateTimeOffset CountedAt { get; private set; }

    public QualityCount Count { get; private set; } = QualityCount.None;

    public int Version { get; private set; }

    internal void Touch(int until) => (IsStale, Until) = (true, Math.Max(Until, until));

    internal void Set(QualityCount count, DateTimeOffset now) => (Count, CountedAt, IsStale) = (count, now, false);
}

/// <summary>
/// Counts of a cohort, which add up to those of a longer one. Classes are counted pair by pair, numbers by the sums of their errors;
/// one that was predicted is a number when the version's baseline counted numbers.
/// </summary>
/// <param name="Rows">Predictions that are kept.</param>
/// <param name="Labelled">Those of which the label came.</param>
/// <param name="Cells">Pairs of prediction and label, by segment and group.</param>
/// <param name="Bands">Labels by twentieth of the score.</param>
/// <param name="Errors">Sums of what numbers missed by.</param>
public sealed record QualityCount(long Rows, long Labelled, IReadOnlyList<QualityCell> Cells, IReadOnlyList<LabelBand> Bands, ErrorSums? Errors)
{
    public static QualityCount None { get; } = new(0, 0, [], [], null);

    public static QualityCount operator +(QualityCount one, QualityCount other) => new(
        one.Rows + other.Rows, one.Labelled + other.Labelled,
        [.. one.Cells.Concat(other.Cells).GroupBy(cell => cell with { N = 0 }).Select(cells => cells.Key with { N = cells.Sum(cell => cell.N) })],
        [.. one.Bands.Concat(other.Bands).GroupBy(band => band with { N = 0 }).Select(bands => bands.Key with { N = bands.Sum(band => band.N) })],
        one.Errors is { } left && other.Errors is { } right ? left + right : one.Errors ?? other.Errors);

    internal static QualityCount Sum(IEnumerable<QualityCount> counts) => counts.Aggregate(None, (sum, count) => sum + count);

    internal static string ToJson(QualityCount count) => JsonSerializer.Serialize(count, QualityJson.Default.QualityCount);

    internal static QualityCount FromJson(string json) => json.Length == 0 ? None : JsonSerializer.Deserialize(json, QualityJson.Default.QualityCount) ?? None;
}

public sealed record QualityCell(string Prediction, string Label, string? Segment, string? Group, long N);

/// <summary>Of predicted less right: how many, and the sums of the errors, of their sizes and of their squares.</summary>
public sealed record ErrorSums(long N, double Sum, double Absolute, double Squared)
{
    public static ErrorSums operator +(ErrorSums one, ErrorSums other) =>
        new(one.N + other.N, one.Sum + other.Sum, one.Absolute + other.Absolute, one.Squared + other.Squared);

    public static ErrorSums None { get; } = new(0, 0, 0, 0);

    /// <summary>Of one pair; nothing when one of the two is no number.</summary>
    internal static ErrorSums Between(string? predicted, string? right) =>
        NumberOf(predicted) is { } one && NumberOf(right) is { } other ? new(1, one - other, Math.Abs(one - other), (one - other) * (one - other)) : None;

    private static double? NumberOf(string? text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(QualityCount))]
internal sealed partial class QualityJson : JsonSerializerContext;
