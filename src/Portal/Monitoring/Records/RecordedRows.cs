using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Monitoring.Records;

/// <summary>What a version was given and gave out over a time, of the decisions that were recorded with their inputs. Of nobody it says whom it was about.</summary>
public sealed class RecordedRows(IDbContextFactory<RecordsDb> records)
{
    /// <summary>So many are enough for any bin, and fit into memory.</summary>
    public const int Most = 50_000;

    /// <summary>The first of that time.</summary>
    public async Task<IReadOnlyList<EvaluationRow>> Of(SystemId system, VersionId version, DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        await using var db = await records.CreateDbContextAsync(ct);
        var rows = await db.Records.AsNoTracking().Where(row => row.System == system && row.ModelVersion == version && row.Time >= from && row.Time < to && row.ErasedAt == null)
            .OrderBy(row => row.Id).Take(Most).Select(row => new { row.Output, row.Score, row.Content }).ToListAsync(ct);
        var whole = rows.Select(row => (row.Output, row.Score, RecordContent.Of(row.Content)?.Inputs)).Where(row => row.Inputs is not null).ToList();
        var numbers = whole.SelectMany(row => row.Inputs ?? NoInputs).GroupBy(input => input.Key, StringComparer.Ordinal)
            .Where(feature => feature.All(input => input.Value is null || NumberOf(input.Value) is not null)).Select(feature => feature.Key).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. whole.Select((row, at) => new EvaluationRow(
                at.ToString(CultureInfo.InvariantCulture), row.Output, null, (row.Inputs ?? NoInputs).ToDictionary(input => input.Key, input => ValueOf(input.Value, numbers.Contains(input.Key)), StringComparer.Ordinal))
            {
                Score = row.Score,
            }),
        ];
    }

    private static readonly IReadOnlyDictionary<string, string?> NoInputs = new Dictionary<string, string?>();

    /// <summary>Recorded as text: a feature is one of numbers when each of its values is one.</summary>
    private static FeatureValue ValueOf(string? value, bool isNumber) =>
        value is null ? FeatureValue.Missing : isNumber && NumberOf(value) is { } number ? FeatureValue.Of(number) : FeatureValue.Of(value);

    private static double? NumberOf(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
}
