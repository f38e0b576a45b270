using System.Text.Json;
using System.Text.Json.Serialization;
using Portal.Evaluation.Figures;
using Portal.Policies;
using Portal.Shared;

namespace Portal.Evaluation.Suites;

/// <summary>A protected attribute, and how its values are known: asked, taken from a register, inferred.</summary>
public sealed record ProtectedAttribute(string Name, string Obtained);

/// <summary>What is agreed on: how versions of a system are evaluated, on which data and how often.</summary>
public sealed record SuiteTerms
{
    public const int LongestName = 80;
    public const int LongestObtained = 400;
    public const int Most = 20;

    public string Name { get; init; } = "";

    public string Dataset { get; init; } = "";

    public EvaluationTask Task { get; init; } = EvaluationTask.Classification;

    public string? Positive { get; init; }

    /// <summary>Nobody but the validator reads the labels.</summary>
    public bool IsSealed { get; init; } = true;

    /// <summary>How many days after their upload the labels are fresh.</summary>
    public int MostDays { get; init; } = 365;

    /// <summary>How many runs the labels take before they say more about the trying than about the model.</summary>
    public int MostUses { get; init; } = 20;

    /// <summary>What is looked at first; everything that the rows give is computed.</summary>
    public IReadOnlyList<Metric> Metrics { get; init; } = [];

    public IReadOnlyList<string> Segments { get; init; } = [];

    public IReadOnlyList<ProtectedAttribute> Protected { get; init; } = [];

    internal IReadOnlyList<Fault> Faults() =>
    [
        .. Problem("name", PlainText.LineProblem(Name, LongestName)),
        .. Problem("dataset", PlainText.NameProblem(Dataset, Lineage.Dataset.LongestName)),
        .. Problem("positive", Positive is null ? null : Task != EvaluationTask.Classification ? "Only classes have a positive one." : PlainText.LineProblem(Positive, RowReader.LongestText)),
        .. Problem("mostDays", MostDays is >= 1 and <= 3650 ? null : "Between one day and ten years."),
        .. Problem("mostUses", MostUses is >= 1 and <= 1000 ? null : "Between 1 and 1,000 uses."),
        .. Problem("metrics", Metrics.Count is 0 or > Most || !Metrics.All(Enum.IsDefined) ? "Choose what the suite is to show." : null),
        .. Problem("segments", Segments.Count > Most || Segments.Distinct().Count() < Segments.Count || Segments.Any(name => PlainText.LineProblem(name, RowReader.LongestFeatureName) is not null)
            ? $"At most {Most} different names." : null),
        .. Problem("protected", Protected.Count > Most || Protected.DistinctBy(attribute => attribute.Name).Count() < Protected.Count
            || Protected.Any(attribute => PlainText.LineProblem(attribute.Name, RowReader.LongestFeatureName) is not null) ? $"At most {Most} different names." : null),
        .. Problem("protected", Protected.Any(attribute => PlainText.LineProblem(attribute.Obtained, LongestObtained) is not null)
            ? "Say of each protected attribute how it is known." : null),
    ];

    internal static string ToJson(SuiteTerms terms) => JsonSerializer.Serialize(terms, SuiteJson.Default.SuiteTerms);

    internal static SuiteTerms FromJson(string json) => JsonSerializer.Deserialize(json, SuiteJson.Default.SuiteTerms) ?? throw new JsonException("A suite has terms.");

    private static IEnumerable<Fault> Problem(string field, string? problem) => problem is null ? [] : [new Fault(field, problem)];
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(SuiteTerms))]
[JsonSerializable(typeof(LabelRow))]
internal sealed partial class SuiteJson : JsonSerializerContext;
