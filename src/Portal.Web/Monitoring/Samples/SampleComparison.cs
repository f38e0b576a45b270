using System.Globalization;
using System.Text;
using Portal.Monitoring;
using Portal.Register.Import;
using Portal.Shared;
using Portal.Statistics.Drift;
using Portal.Web.Api.Computing;

namespace Portal.Web.Monitoring.Samples;

public enum SampleKind { AsTheyAre = 1, Numbers, Categories }

/// <summary>One side of a comparison: a column of what was read.</summary>
/// <param name="Side">What a refusal calls it.</param>
/// <param name="File">What was read.</param>
/// <param name="Column">Which of its columns.</param>
public sealed record SampleColumn(string Side, CsvFile File, int Column)
{
    public IEnumerable<(int Row, string Text)> Values => File.Rows.Select(row => (row.Number, row[Column].Trim()));
}

/// <summary>Two samples held against each other, by the same figures as POST /api/v1/statistics/drift; and the bins that they fall into.</summary>
internal sealed record SampleComparison(DriftAnswer Answer, WatchedFeature Feature, FeatureHour Current)
{
    private const int LongestShown = 40;

    private static readonly string[] _missing = ["", "NaN", "NA", "null"];

    /// <summary>What was pasted; a list of values needs no head.</summary>
    public static Result<CsvFile> Read(string side, string pasted)
    {
        var first = pasted.AsSpan().TrimStart();
        var head = first[..(first.IndexOfAny('\r', '\n') is >= 0 and var end ? end : first.Length)].Trim().ToString();
        return Read(side, Encoding.UTF8.GetBytes(IsNumber(head) || _missing.Contains(head) ? "value\n" + pasted : pasted));
    }

    /// <summary>A row that is not whole would be compared by half of its value.</summary>
    public static Result<CsvFile> Read(string side, byte[] file)
    {
        if (!CsvReading.Read(file).Succeeded(out var read, out var refusal))
            return refusal is Invalid { Faults: [var fault, ..] } ? new Invalid(side, fault.Message) : refusal;

        return read.Rows.FirstOrDefault(row => row.Problem is not null) is { } broken ? new Invalid(side, $"Row {broken.Number}: {broken.Problem}") : read;
    }

    public static Result<SampleComparison> Of(SampleColumn reference, SampleColumn current, SampleKind kind)
    {
        if (!reference.Values.Any(value => !_missing.Contains(value.Text)))
            return new Invalid(reference.Side, "The column holds no value.");
        if (!current.Values.Any(value => !_missing.Contains(value.Text)))
            return new Invalid(current.Side, "The column holds no value.");

        var isNumbers = kind == SampleKind.Numbers || (kind == SampleKind.AsTheyAre && reference.Values.Concat(current.Values).All(value => _missing.Contains(value.Text) || IsNumber(value.Text)));
        if (!isNumbers)
            return Of(CategoricalDrift.Of([.. reference.Values.Select(value => Category(value.Text))], [.. current.Values.Select(value => Category(value.Text))]), reference.File.Columns[reference.Column]);
        if (!Numbers(reference).Succeeded(out var before, out var refusal) || !Numbers(current).Succeeded(out var now, out refusal))
            return refusal;
        return Of(NumericDrift.Of(before, now), reference.File.Columns[reference.Column]);
    }

    private static SampleComparison Of(NumericDrift drift, string name) => Of(DriftAnswer.Of(drift), new WatchedFeature(name, drift.Bins), drift.CurrentCounts);

    private static SampleComparison Of(CategoricalDrift drift, string name) => Of(DriftAnswer.Of(drift), new WatchedFeature(name, drift.Bins), [.. drift.Current.Counts]);

    private static SampleComparison Of(DriftAnswer answer, WatchedFeature feature, IReadOnlyList<long> counts) => new(
        answer, feature, new FeatureHour(feature.Name, new FeaturePoint(default, answer.Psi, answer.Psi, counts.Sum()), DriftLevel.NoData, answer.CurrentMissing, answer.CurrentInvalid, [.. counts]));

    private static string? Category(string text) => text.Length == 0 ? null : text;

    private static Result<double[]> Numbers(SampleColumn column)
    {
        List<double> numbers = [];
        foreach (var (row, text) in column.Values)
        {
            if (_missing.Contains(text)) numbers.Add(double.NaN);
            else if (NumberOf(text) is { } number) numbers.Add(number);
            else return new Invalid(column.Side, $"Row {row}: “{(text.Length > LongestShown ? text[..LongestShown] + "…" : text)}” is no number. Numbers have a point, and no sign for thousands.");
        }

        return numbers.ToArray();
    }

    private static bool IsNumber(string text) => NumberOf(text) is not null;

    private static double? NumberOf(string text) => text switch
    {
        "Infinity" => double.PositiveInfinity,
        "-Infinity" => double.NegativeInfinity,
        _ => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null,
    };
}
