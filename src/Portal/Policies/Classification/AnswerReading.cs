using System.Collections.Immutable;
using Portal.Shared;

namespace Portal.Policies.Classification;

/// <summary>Takes what people and pipelines answer: every fault is told, each by its field.</summary>
public static class AnswerReading
{
    // A hostile body can hold thousands of unknown keys; nobody reads more than a screen of faults.
    private const int MostFaults = 50;
    private const int EchoedAtMost = 60;

    /// <summary>Tidied: repetitions and empty answers fall away, values stand in the order of the choices.</summary>
    public static Result<Answers> Read(this Questionnaire questionnaire, IEnumerable<KeyValuePair<string, IReadOnlyList<string>>> given)
    {
        var faults = new List<Fault>();
        var values = new Dictionary<string, ImmutableArray<string>>(StringComparer.Ordinal);
        foreach (var (key, chosen) in given)
        {
            if (questionnaire.Find(key) is not { } question)
                faults.Add(new Fault(FieldOf(key), $"Questionnaire {questionnaire.Version} has no such question."));
            else if (ProblemOf(question, chosen) is { } problem)
                faults.Add(new Fault(FieldOf(key), problem));
            else
                values[key] = [.. question.Choices.Select(choice => choice.Value).Where(chosen.Contains)];
            if (faults.Count == MostFaults)
                break;
        }

        return faults.Count > 0 ? new Invalid(faults) : new Answers(questionnaire.Version, values);
    }

    /// <summary>The same answers with another one to this question; no values take the answer back.</summary>
    public static Result<Answers> Change(this Questionnaire questionnaire, Answers answers, string key, IReadOnlyList<string> values) =>
        questionnaire.Read(answers.Keys.Where(other => other != key).ToDictionary(other => other, other => answers[other]).Append(new(key, values)));

    /// <summary>Only what is asked: answers that a later one has made pointless are gone. What is submitted, and so decided on.</summary>
    public static Answers Relevant(this Questionnaire questionnaire, Answers answers) => new(
        questionnaire.Version,
        questionnaire.Asked(answers).Select(asked => KeyValuePair.Create(asked.Question.Key, asked.Chosen.ToImmutableArray())));

    private static string? ProblemOf(Question question, IReadOnlyList<string> chosen)
    {
        if (chosen.FirstOrDefault(value => question.Find(value) is null) is { } unknown)
            return PlainText.LineProblem(unknown, EchoedAtMost) is null ? $"'{unknown}' is not one of the choices." : "This is not one of the choices.";

        var different = chosen.Distinct(StringComparer.Ordinal).ToList();
        if (question.Kind == QuestionKind.One && different.Count > 1)
            return "Choose one.";
        return different.Count > 1 && different.Select(question.Find).OfType<QuestionChoice>().FirstOrDefault(choice => choice.Exclusive) is { } alone
            ? $"'{alone.Text}' excludes the other choices."
            : null;
    }

    private static string FieldOf(string key) => PlainText.LineProblem(key, EchoedAtMost) is null ? $"answers.{key}" : "answers";
}
