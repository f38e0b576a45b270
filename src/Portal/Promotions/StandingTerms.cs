using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Portal.Policies;
using Portal.Shared;

namespace Portal.Promotions;

/// <summary>Between what a parameter or a setting of a prompt may move, both ends included.</summary>
public sealed record SettingRange(string Name, decimal From, decimal To)
{
    [JsonIgnore]
    public string InWords => string.Create(CultureInfo.InvariantCulture, $"{Name} from {From} to {To}");

    /// <summary>A text is in no range.</summary>
    public bool Holds(string value) => decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && From <= number && number <= To;
}

/// <summary>
/// What a standing approval allows, as it was voted: in what a release may differ from the version that it starts from, on which cases
/// everything must pass, how far today's traffic may be from the training data, how many releases within how many days, and who signs each.
/// </summary>
public sealed record StandingTerms(IReadOnlyList<string> MayChange, IReadOnlyList<SettingRange> Ranges, string MustPass, double? MostDrift, int Uses, int Days, StepKind Step)
{
    public const int LongestName = 120;
    public const int MostRanges = 20;

    [JsonIgnore]
    public string ChangesInWords => string.Join(", ", MayChange.Concat(Ranges.Select(range => range.InWords)));

    /// <summary>As parts of what is signed.</summary>
    internal IEnumerable<SubjectPart> Parts =>
    [
        new("May change", ChangesInWords),
        new("Must-pass suite", MustPass),
        new("Most drift", MostDrift is { } most ? $"PSI {most.ToString(CultureInfo.InvariantCulture)}" : "any"),
        new("Uses", Uses.ToString(CultureInfo.InvariantCulture)),
        new("Days", Days.ToString(CultureInfo.InvariantCulture)),
        new("Signed by", Step.ToString()),
    ];

    /// <summary>Everything that is wrong with it, at once.</summary>
    internal IReadOnlyList<Fault> Faults(Policy policy) =>
    [
        .. Wrong("mayChange", MayChange.Count + Ranges.Count == 0 ? "Say what may change." : null),
        .. Wrong("mayChange", MayChange.Except(ChangeRules.Standing).FirstOrDefault() is { } unknown ? $"'{unknown}' is decided each time: choose from {string.Join(", ", ChangeRules.Standing)}." : null),
        .. Wrong("ranges", Ranges.Count > MostRanges || Ranges.DistinctBy(range => range.Name).Count() < Ranges.Count ? $"At most {MostRanges}, each setting once." : null),
        .. Ranges.SelectMany((range, at) => Wrong($"ranges[{at}]", PlainText.LineProblem(range.Name, LongestName) ?? (range.To < range.From ? "It ends before it begins." : null))),
        .. Wrong("mustPass", PlainText.LineProblem(MustPass, LongestName)),
        .. Wrong("mostDrift", MostDrift is { } drift && !(drift is > 0 and <= 10) ? "A limit of PSI is above 0, and at most 10." : null),
        .. Wrong("uses", Uses < 1 || Uses > policy.Standing.MostUses ? $"From 1 to {policy.Standing.MostUses}, by policy {policy.Number}." : null),
        .. Wrong("days", Days < 1 || Days > policy.Standing.MostDays ? $"From 1 to {policy.Standing.MostDays}, by policy {policy.Number}." : null),
        .. Wrong("step", SignedBy(policy) is null ? "Choose a step of the policy that one person signs." : null),
    ];

    /// <summary>One signature in the step as the policy has it; null where no flow has that step, or it is a board's.</summary>
    internal FlowStep? SignedBy(Policy policy) => policy.Flows.SelectMany(flow => flow.Steps).FirstOrDefault(step => step.Kind == Step && step.Board is null) is { } named ? named with { Signatures = 1 } : null;

    internal static string ToJson(StandingTerms? terms) => terms is null ? "" : JsonSerializer.Serialize(terms, StandingJson.Default.StandingTerms);

    internal static StandingTerms FromJson(string json) => JsonSerializer.Deserialize(json, StandingJson.Default.StandingTerms) ?? throw new JsonException("The terms are empty.");

    private static IEnumerable<Fault> Wrong(string field, string? problem) => problem is null ? [] : [new Fault(field, problem)];
}

/// <summary>Which standing approval a request was held against, and in what it lies outside of it; nothing where it is inside.</summary>
public sealed record StandingFit(PromotionId Approval, string Code, IReadOnlyList<string> Outside)
{
    public bool IsInside => Outside.Count == 0;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(StandingTerms))]
internal sealed partial class StandingJson : JsonSerializerContext;
