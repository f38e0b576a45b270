using System.Globalization;
using System.Text;
using Portal.Shared;

namespace Portal.Evaluation.Figures;

/// <summary>What figures are made of: a row without its features. What it does not have was not sent.</summary>
internal readonly record struct MeasuredRow(string Id, string Prediction, string? Label)
{
    public double? Score { get; init; }

    public double? LatencyMs { get; init; }

    public long? CostMicros { get; init; }

    public bool IsError { get; init; }

    public bool IsMustPass { get; init; }

    /// <summary>The id of the row of which this is a disturbed copy.</summary>
    public string? VariantOf { get; init; }

    public IReadOnlyDictionary<string, string> Segments { get; init; } = EvaluationRow.NoTexts;

    public IReadOnlyDictionary<string, string> Groups { get; init; } = EvaluationRow.NoTexts;

    public static MeasuredRow Of(EvaluationRow row) => new(row.Id, row.Prediction, row.Label)
    {
        Score = row.Score,
        LatencyMs = row.LatencyMs,
        CostMicros = row.CostMicros,
        IsError = row.IsError,
        IsMustPass = row.IsMustPass,
        VariantOf = row.VariantOf,
        Segments = row.Segments,
        Groups = row.Groups,
    };

    /// <summary>The rows and their answers to the last digit, whatever their order; absent when there are none.</summary>
    public static Digest? OutputsOf(IEnumerable<MeasuredRow> rows)
    {
        var said = new StringBuilder();
        foreach (var row in rows.OrderBy(row => row.Id, StringComparer.Ordinal))
            said.Append(CultureInfo.InvariantCulture, $"{row.Id.Length} {row.Id} {row.Prediction.Length} {row.Prediction} {row.Score:R}\n");
        return said.Length == 0 ? null : Digest.Of(Encoding.UTF8.GetBytes(said.ToString()));
    }

    public bool IsRight => string.Equals(Prediction, Label, StringComparison.Ordinal);
}

/// <summary>What predictions are: one of several classes, numbers, or texts.</summary>
public enum EvaluationTask { Classification = 1, Regression, Text }
