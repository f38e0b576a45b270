using System.Text.Json.Serialization;
using Portal.Statistics.Fairness;
using Portal.Statistics.Quality;

namespace Portal.Web.Api.Computing;

/// <summary>What is posted to have predictions judged; read by <see cref="PostedLists"/>, named here for the API's description.</summary>
internal sealed record EvaluateBody(
    IReadOnlyList<object>? Y, IReadOnlyList<object>? Prediction, IReadOnlyList<double>? Score, IReadOnlyList<string>? Group, IReadOnlyList<TextPair>? Texts,
    RowKind? Kind, string? Positive, string? Privileged, string? Unprivileged);

internal sealed record TextPair(string Candidate, string Reference);

[JsonConverter(typeof(JsonStringEnumConverter<RowKind>))]
internal enum RowKind
{
    [JsonStringEnumMemberName("classification")] Classification = 1,
    [JsonStringEnumMemberName("regression")] Regression,
    [JsonStringEnumMemberName("text")] Text,
}

internal sealed record EvaluateAnswer(long N, FigureAnswer Metrics, FairnessAnswer? Fairness);

/// <summary>Null where a figure does not apply to the rows.</summary>
internal sealed record FigureAnswer
{
    public Estimate? Accuracy { get; init; }
    public Estimate? Precision { get; init; }
    public Estimate? Recall { get; init; }
    public Estimate? F1 { get; init; }
    public Estimate? Auc { get; init; }
    [JsonPropertyName("log_loss")] public Estimate? LogLoss { get; init; }
    public Estimate? Ece { get; init; }
    public Estimate? Rmse { get; init; }
    public Estimate? Mae { get; init; }
    public Estimate? Mape { get; init; }
    public Estimate? Bleu { get; init; }
    [JsonPropertyName("rouge_l")] public Estimate? RougeL { get; init; }
}

/// <summary>How differently groups are treated; the differences and ratios of two groups name which two.</summary>
internal sealed record FairnessAnswer
{
    [JsonPropertyName("groups")] public required IReadOnlyDictionary<string, GroupAnswer> Groups { get; init; }
    [JsonPropertyName("demographic_parity_ratio")] public double? DemographicParityRatio { get; init; }
    [JsonPropertyName("demographic_parity_difference")] public double? DemographicParityDifference { get; init; }
    [JsonPropertyName("tpr_range")] public double? TruePositiveRange { get; init; }
    [JsonPropertyName("fpr_range")] public double? FalsePositiveRange { get; init; }
    [JsonPropertyName("equalized_odds_difference")] public double? EqualizedOddsDifference { get; init; }
    [JsonPropertyName("equal_opportunity_difference")] public double? EqualOpportunityDifference { get; init; }
    [JsonPropertyName("complete")] public required bool Complete { get; init; }
    [JsonPropertyName("disparate_impact")] public double? DisparateImpact { get; init; }
    [JsonPropertyName("statistical_parity_difference")] public double? StatisticalParityDifference { get; init; }
    [JsonPropertyName("average_odds_difference")] public double? AverageOddsDifference { get; init; }
    [JsonPropertyName("unprivileged")] public string? Unprivileged { get; init; }
    [JsonPropertyName("privileged")] public string? Privileged { get; init; }

    public static FairnessAnswer Of(GroupFairness fairness, string? unprivileged, string? privileged)
    {
        var between = unprivileged is not null && privileged is not null ? fairness.Between(unprivileged, privileged) : null;
        return new FairnessAnswer
        {
            Groups = fairness.Groups.ToDictionary(group => group.Key, group => GroupAnswer.Of(group.Value)),
            DemographicParityRatio = fairness.DemographicParityRatio,
            DemographicParityDifference = fairness.DemographicParityDifference?.Value,
            TruePositiveRange = fairness.EqualOpportunityDifference?.Value,
            FalsePositiveRange = fairness.FalsePositiveRateDifference?.Value,
            EqualizedOddsDifference = fairness.EqualizedOddsDifference?.Value,
            EqualOpportunityDifference = fairness.EqualOpportunityDifference?.Value,
            Complete = fairness.IsComplete,
            DisparateImpact = between?.DisparateImpact,
            StatisticalParityDifference = between?.StatisticalParityDifference?.Value,
            AverageOddsDifference = between?.AverageOddsDifference,
            Unprivileged = unprivileged,
            Privileged = privileged,
        };
    }
}

internal sealed record GroupAnswer(
    [property: JsonPropertyName("n")] long N,
    [property: JsonPropertyName("tp")] long TruePositives,
    [property: JsonPropertyName("fp")] long FalsePositives,
    [property: JsonPropertyName("fn")] long FalseNegatives,
    [property: JsonPropertyName("tn")] long TrueNegatives,
    [property: JsonPropertyName("selection_rate")] double? SelectionRate,
    [property: JsonPropertyName("tpr")] double? TruePositiveRate,
    [property: JsonPropertyName("fpr")] double? FalsePositiveRate,
    [property: JsonPropertyName("selection_rate_wilson")] IReadOnlyList<double>? SelectionRateInterval)
{
    public static GroupAnswer Of(ClassCounts group) => new(
        group.N, group.TruePositives, group.FalsePositives, group.FalseNegatives, group.TrueNegatives,
        group.SelectionRate?.Value, group.Recall?.Value, group.FalsePositiveRate?.Value, group.SelectionRate is { } rate ? [rate.Low, rate.High] : null);
}
