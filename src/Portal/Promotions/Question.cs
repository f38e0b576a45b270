using System.Text.Json;
using System.Text.Json.Serialization;
using Portal.Shared;

namespace Portal.Promotions;

/// <summary>Something that one who decides wants to know first. It stays on record, whatever became of the revision that it was asked on.</summary>
public sealed record Question(int Number, int Revision, PersonId By, string ByName, string Text, DateTimeOffset At)
{
    public const int Most = 40;
    public const int LongestText = 1000;

    public string? Answer { get; init; }

    public PersonId? AnsweredBy { get; init; }

    public string? AnsweredByName { get; init; }

    public DateTimeOffset? AnsweredAt { get; init; }

    [JsonIgnore]
    public bool IsOpen => Answer is null;

    internal static IReadOnlyList<Fault> TextFaults(string field, string text) =>
        (string.IsNullOrWhiteSpace(text) ? "Write something." : PlainText.RemarkProblem(text, LongestText)) is { } problem ? [new Fault(field, problem)] : [];

    internal static string ToJson(IReadOnlyList<Question> questions) => JsonSerializer.Serialize(questions, QuestionJson.Default.IReadOnlyListQuestion);

    internal static IReadOnlyList<Question> FromJson(string json) => JsonSerializer.Deserialize(json, QuestionJson.Default.IReadOnlyListQuestion) ?? [];
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(IReadOnlyList<Question>))]
internal sealed partial class QuestionJson : JsonSerializerContext;
