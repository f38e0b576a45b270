using System.Text.Json;
using System.Text.Json.Serialization;
using Portal.Integrations.Outgoing;
using Portal.Ledger;
using Portal.Policies;
using Portal.Shared;

namespace Portal.Evaluation.Judging;

/// <summary>By what the judge goes for one metric.</summary>
public sealed record Rubric(Metric Metric, string Text);

/// <summary>Who judges, by what, and how much it may cost.</summary>
public sealed record JudgeTerms(string Dataset, string Endpoint, string Model, IReadOnlyList<Rubric> Rubrics, int MostCalls, long MostTokens)
{
    public const int LongestModel = 120;
    public const int LongestRubric = 4000;
    public const int HighestCalls = 50_000;
    public const long HighestTokens = 100_000_000;

    internal static JudgeTerms None { get; } = new("", "", "", [], 0, 0);

    /// <summary>What is judged by; a score cannot be compared with one that another text gave.</summary>
    public Digest RubricDigest => Digest.Of(CanonicalJson.List([.. Rubrics.OrderBy(rubric => rubric.Metric).Select(rubric => (CanonicalValue)CanonicalJson.Object(("metric", rubric.Metric.ToString()), ("text", rubric.Text)))]).ToBytes());

    public string Host => Uri.TryCreate(Endpoint, UriKind.Absolute, out var url) ? url.Authority : Endpoint;

    /// <summary>A bare host has its chat under /v1, as OpenAI has it; an address with a path says itself where.</summary>
    internal Uri ChatAddress
    {
        get
        {
            var bare = new Uri(Endpoint.TrimEnd('/'));
            return new Uri(bare.AbsolutePath is "/" ? $"{bare.GetLeftPart(UriPartial.Authority)}/v1/chat/completions" : $"{bare.GetLeftPart(UriPartial.Path)}/chat/completions");
        }
    }

    internal IEnumerable<Fault> Faults(OutgoingRules rules)
    {
        if (PlainText.LineProblem(Dataset, RunTerms.LongestDataset) is { } dataset)
            yield return new Fault("dataset", $"Name the data set. {dataset}");
        if (rules.ProblemWith(Endpoint) is { } endpoint)
            yield return new Fault("endpoint", endpoint);
        else if (Endpoint.Contains('?', StringComparison.Ordinal))
            yield return new Fault("endpoint", "Leave out what comes after the question mark.");
        if (PlainText.LineProblem(Model, LongestModel) is { } model)
            yield return new Fault("model", $"Name the judge model. {model}");
        if (MostCalls is < 1 or > HighestCalls)
            yield return new Fault("mostCalls", $"It is 1 to {HighestCalls} calls.");
        if (MostTokens is < 1 or > HighestTokens)
            yield return new Fault("mostTokens", $"It is 1 to {HighestTokens} tokens.");
        foreach (var fault in RubricFaults())
            yield return fault;
    }

    private IEnumerable<Fault> RubricFaults()
    {
        if (Rubrics.Count == 0 || Rubrics.Select(rubric => rubric.Metric).Distinct().Count() < Rubrics.Count || Rubrics.Any(rubric => !DefaultRubrics.Judged.Contains(rubric.Metric)))
            yield return new Fault("metrics", $"Choose of {string.Join(", ", DefaultRubrics.Judged)}, each at most once.");
        foreach (var rubric in Rubrics)
        {
            if (string.IsNullOrWhiteSpace(rubric.Text) || PlainText.RemarkProblem(rubric.Text, LongestRubric) is not null)
                yield return new Fault("rubrics", $"The rubric of {rubric.Metric} must be a text of 1 to {LongestRubric} characters that can be shown.");
        }
    }

    internal static string ToJson(JudgeTerms terms) => JsonSerializer.Serialize(terms, JudgeTermsJson.Default.JudgeTerms);

    internal static JudgeTerms FromJson(string json) => JsonSerializer.Deserialize(json, JudgeTermsJson.Default.JudgeTerms) ?? None;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(JudgeTerms))]
internal sealed partial class JudgeTermsJson : JsonSerializerContext;
