using System.Text.Json;
using System.Text.Json.Serialization;
using Portal.Ledger;
using Portal.Shared;

namespace Portal.Promotions;

/// <summary>What must be done after an approval, by whom and until when. A blocking one that is missed suspends what was approved.</summary>
public sealed record Condition(string Text, PersonId Owner, DateOnly Due, bool Blocking)
{
    public const int Most = 5;
    public const int LongestText = 400;

    /// <summary>The finding that it became when the request was approved.</summary>
    public FindingId? Finding { get; init; }

    /// <summary>Over what is asked for: a signature says it, and so binds it.</summary>
    public static Digest DigestOf(IEnumerable<Condition> conditions) => Digest.Of(CanonicalJson.List([.. conditions.Select(condition => (CanonicalValue)CanonicalJson.Object(
        ("text", condition.Text), ("owner", condition.Owner.ToString()), ("due", Calendar.Text(condition.Due)), ("blocking", condition.Blocking ? "yes" : "no")))]).ToBytes());

    /// <summary>What they lack, field by field, before anybody signs them.</summary>
    public static IReadOnlyList<Fault> Faults(IReadOnlyList<Condition> conditions, IReadOnlyCollection<PersonId> known, DateOnly today)
    {
        if (conditions.Count > Most)
            return [new Fault("conditions", $"At most {Most} conditions.")];

        return
        [
            .. from one in conditions.Select((condition, index) => (Condition: condition, Field: $"conditions[{index}]"))
               from fault in one.Condition.FaultsIn(one.Field, known, today)
               select fault,
        ];
    }

    private IEnumerable<Fault> FaultsIn(string field, IReadOnlyCollection<PersonId> known, DateOnly today)
    {
        if (PlainText.LineProblem(Text, LongestText) is { } problem)
            yield return new Fault($"{field}.text", $"Say what is to be done. {problem}");
        if (!known.Contains(Owner))
            yield return new Fault($"{field}.owner", "Name somebody who has a part in the system.");
        if (Due <= today)
            yield return new Fault($"{field}.due", "Give a day that is to come.");
    }

    internal static string ToJson(IReadOnlyList<Condition> conditions) => JsonSerializer.Serialize(conditions, ConditionJson.Default.IReadOnlyListCondition);

    internal static IReadOnlyList<Condition> FromJson(string json) => JsonSerializer.Deserialize(json, ConditionJson.Default.IReadOnlyListCondition) ?? [];
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(IReadOnlyList<Condition>))]
internal sealed partial class ConditionJson : JsonSerializerContext;
