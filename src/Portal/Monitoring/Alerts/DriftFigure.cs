using System.Text.Json;
using System.Text.Json.Serialization;
using Portal.Statistics.Alerts;

namespace Portal.Monitoring.Alerts;

/// <summary>One of the figures by which a feature is held against its baseline.</summary>
/// <param name="Metric">Which.</param>
/// <param name="Value">In the window that the alert rests on.</param>
/// <param name="Level">Where it warns.</param>
public sealed record DriftFigure(AlertMetric Metric, double Value, double Level)
{
    /// <summary>Metrics by which it is said that a feature, or many at once, have moved; all of a feature are one alert.</summary>
    public static IReadOnlyList<AlertMetric> Metrics { get; } =
        [AlertMetric.Psi, AlertMetric.JensenShannon, AlertMetric.KolmogorovSmirnov, AlertMetric.Wasserstein, AlertMetric.Missing, AlertMetric.UpstreamBreak];

    public bool IsOver => Value >= Level;

    /// <summary>All that have a value, what is farthest over its level first.</summary>
    internal static IReadOnlyList<DriftFigure> Of(FeatureFigures figures, AlertRule rule) =>
        [.. figures.ByWeight(rule).Select(metric => new DriftFigure(MetricOf(metric), figures.Of(metric).GetValueOrDefault(), rule.WarningOf(metric)))];

    internal static string ToJson(IReadOnlyList<DriftFigure> figures) => JsonSerializer.Serialize(figures, DriftFigureJson.Default.IReadOnlyListDriftFigure);

    /// <summary>Nothing is stored of alerts from before figures stood side by side.</summary>
    internal static IReadOnlyList<DriftFigure> FromJson(string json) => json.Length == 0 ? [] : JsonSerializer.Deserialize(json, DriftFigureJson.Default.IReadOnlyListDriftFigure) ?? [];

    private static AlertMetric MetricOf(DriftMetric metric) => metric switch
    {
        DriftMetric.Psi => AlertMetric.Psi,
        DriftMetric.JensenShannon => AlertMetric.JensenShannon,
        DriftMetric.KolmogorovSmirnov => AlertMetric.KolmogorovSmirnov,
        DriftMetric.Wasserstein => AlertMetric.Wasserstein,
        DriftMetric.Missing => AlertMetric.Missing,
        _ => throw new ArgumentOutOfRangeException(nameof(metric), metric, null),
    };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(IReadOnlyList<DriftFigure>))]
internal sealed partial class DriftFigureJson : JsonSerializerContext;
