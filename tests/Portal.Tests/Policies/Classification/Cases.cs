using System.Text.Json;
using System.Text.Json.Serialization;
using Portal.Policies.Classification;
using Portal.Shared;

namespace Portal.Tests.Policies.Classification;

/// <summary>A system as its owner would tell it, and what the law calls it; each names where that is to be read.</summary>
public sealed record Case
{
    public required string Name { get; init; }
    public required string Source { get; init; }
    public required IReadOnlyDictionary<string, JsonElement> Answers { get; init; }
    public required LegalClass LegalClass { get; init; }
    public required RiskTier Tier { get; init; }
    public required IReadOnlyList<string> Articles { get; init; }
    public IReadOnlyList<string> Exemption { get; init; } = [];
    public bool Automated { get; init; }

    public override string ToString() => Name;
}

internal static class Cases
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter() },
    };

    public static Questionnaire Questions => Questionnaires.Of(1).Questions;

    public static IReadOnlyList<Case> All { get; } = Read();

    /// <summary>What the case tells, and the least for every other question that it leaves to be asked.</summary>
    public static Answers AnswersOf(Case one)
    {
        var answers = Questions.Read(one.Answers.Select(answer => KeyValuePair.Create(answer.Key, Values(answer.Value)))).Value;
        while (Questions.Asked(answers).FirstOrDefault(asked => asked.IsMissing) is { } open)
            answers = Questions.Change(answers, open.Question.Key, [Least(open)]).Value;
        return answers;
    }

    private static string Least(AskedQuestion open) => open.Question.Key == "role"
        ? "deployer"
        : (open.Offered.FirstOrDefault(choice => choice.Exclusive) ?? open.Offered[0]).Value;

    private static IReadOnlyList<string> Values(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(item => item.GetString() ?? "")] : [value.GetString() ?? ""];

    private static IReadOnlyList<Case> Read()
    {
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Policies/Classification/cases.json"));
        return JsonSerializer.Deserialize<IReadOnlyList<Case>>(file, Options) ?? [];
    }
}
