using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;
using Portal.Policies.Classification;
using Portal.Shared;

namespace Portal.Web.Api;

internal sealed record PreviewBody
{
    [Description("A code such as AIS-0001: what its entry answers already counts where nothing is given here.")]
    public string? System { get; init; }

    [Description("By the keys of the questionnaire: a value, or a list of values where several may be chosen.")]
    public IReadOnlyDictionary<string, AnswerValues>? Answers { get; init; }
}

/// <summary>An answer as it is sent: a value, or a list of them.</summary>
[JsonConverter(typeof(AnswerValuesJson))]
public sealed record AnswerValues(IReadOnlyList<string> Values);

internal sealed class AnswerValuesJson : JsonConverter<AnswerValues>
{
    public override bool HandleNull => true;

    public override AnswerValues Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
            return new AnswerValues([Text(ref reader)]);
        if (reader.TokenType != JsonTokenType.StartArray)
            throw new JsonException();

        var values = new List<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            values.Add(reader.TokenType == JsonTokenType.String ? Text(ref reader) : throw new JsonException());
        return new AnswerValues(values);
    }

    public override void Write(Utf8JsonWriter writer, AnswerValues value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var item in value.Values)
            writer.WriteStringValue(item);
        writer.WriteEndArray();
    }

    private static string Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            // An escaped half of a surrogate pair.
            throw new JsonException();
        }
    }
}

internal sealed record QuestionnaireAnswer(int Version, string Digest, IReadOnlyList<SectionAnswer> Sections)
{
    public static QuestionnaireAnswer Of(Questionnaire questionnaire) => new(
        questionnaire.Version, questionnaire.Digest.Text,
        [.. questionnaire.Sections.Select(section => new SectionAnswer(section.Key, section.Title, [.. section.Questions.Select(QuestionAnswer.Of)]))]);
}

internal sealed record SectionAnswer(string Key, string Title, IReadOnlyList<QuestionAnswer> Questions);

internal sealed record QuestionAnswer(
    string Key, string Text, string Help, QuestionKind Kind,
    [property: Description("Asked when any of these answers is given; absent when it is always asked.")] IReadOnlyList<WhenAnswer>? AskedWhen,
    IReadOnlyList<ChoiceAnswer> Choices)
{
    public static QuestionAnswer Of(Question question) => new(
        question.Key, question.Text, question.Help, question.Kind, WhenAnswer.Of(question.AskedWhen), [.. question.Choices.Select(ChoiceAnswer.Of)]);
}

internal sealed record ChoiceAnswer(
    string Value, string Text,
    [property: Description("Excludes the other choices.")] bool Exclusive,
    [property: Description("On offer when any of these answers is given; absent when it always is.")] IReadOnlyList<WhenAnswer>? OfferedWhen)
{
    public static ChoiceAnswer Of(QuestionChoice choice) => new(choice.Value, choice.Text, choice.Exclusive, WhenAnswer.Of(choice.OfferedWhen));
}

internal sealed record WhenAnswer(string Question, IReadOnlyList<string> Values)
{
    public static IReadOnlyList<WhenAnswer>? Of(AskWhen? condition) => condition is null ? null : [.. condition.AnyOf.Select(term => new WhenAnswer(term.Question, term.Values))];
}

internal sealed record ClassificationAnswer
{
    public required int Questionnaire { get; init; }
    [Description("The effective tier: the higher of the own tier and the floor of the law. Absent while nothing says anything.")]
    public RiskTier? Tier { get; init; }
    [Description("Materiality by complexity, whatever the law says.")]
    public RiskTier? OwnTier { get; init; }
    public MaterialityLevel? Materiality { get; init; }
    public ComplexityLevel? Complexity { get; init; }
    [Description("The least tier by the law's findings.")]
    public RiskTier? Floor { get; init; }
    public required LegalClass LegalClass { get; init; }
    [Description("Decides on people by itself with legal or similarly significant effect (GDPR Art. 22).")]
    public required bool SolelyAutomated { get; init; }
    [Description("False when it is prohibited: then it stays Proposed in whatever lane.")]
    public required bool MayLeaveProposed { get; init; }
    [Description("In words, what decides first.")]
    public required IReadOnlyList<string> Reasons { get; init; }
    public required IReadOnlyList<FindingAnswer> Findings { get; init; }
    [Description("The exemption of Art. 6(3), when it is taken.")]
    public ExemptionAnswer? Exemption { get; init; }
    public required IReadOnlyList<Obligation> Obligations { get; init; }
    [Description("Keys of questions that are asked and not answered: until they are, this is what is known so far.")]
    public required IReadOnlyList<string> Missing { get; init; }

    public static ClassificationAnswer Of(Classification result) => new()
    {
        Questionnaire = result.Questionnaire,
        Tier = result.Tier,
        OwnTier = result.OwnTier,
        Materiality = result.Materiality,
        Complexity = result.Complexity,
        Floor = result.Floor,
        LegalClass = result.LegalClass,
        SolelyAutomated = result.SolelyAutomated,
        MayLeaveProposed = result.MayLeaveProposed,
        Reasons = result.Reasons,
        Findings = [.. result.Findings.Select(FindingAnswer.Of)],
        Exemption = result.Exemption is { } exemption ? ExemptionAnswer.Of(exemption) : null,
        Obligations = result.Obligations,
        Missing = result.Missing,
    };
}

internal sealed record FindingAnswer(
    string Article, string Why, LegalClass LegalClass, RiskTier Floor,
    [property: Description("The open question whose answer may lift it.")] string? Unless)
{
    public static FindingAnswer Of(LegalFinding finding) => new(finding.Article, finding.Why, finding.Class, finding.Floor, finding.Unless);
}

internal sealed record ExemptionAnswer(IReadOnlyList<string> Grounds, IReadOnlyList<FindingAnswer> Exempted, IReadOnlyList<string> Demands)
{
    public static ExemptionAnswer Of(Exemption exemption) => new(exemption.Grounds, [.. exemption.Exempted.Select(FindingAnswer.Of)], exemption.Demands);
}
