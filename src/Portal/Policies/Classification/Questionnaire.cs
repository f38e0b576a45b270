using Portal.Ledger;
using Portal.Shared;

namespace Portal.Policies.Classification;

/// <summary>
/// The questions that classify a system, in the order in which people meet them. A published version is never edited: what was
/// answered to it is scored with it for good.
/// </summary>
public sealed record Questionnaire
{
    private readonly Dictionary<string, Question> _byKey;

    internal Questionnaire(int version, IReadOnlyList<QuestionSection> sections)
    {
        (Version, Sections, Questions) = (version, sections, [.. sections.SelectMany(section => section.Questions)]);
        _byKey = Questions.ToDictionary(question => question.Key, StringComparer.Ordinal);
        MustAskInOrder();
    }

    public int Version { get; }

    public IReadOnlyList<QuestionSection> Sections { get; }

    public IReadOnlyList<Question> Questions { get; }

    /// <summary>Pins the texts, the values and the conditions: another digest is another version.</summary>
    public Digest Digest => Digest.Of(ToCanonical().ToBytes());

    public Question? Find(string key) => _byKey.GetValueOrDefault(key);

    /// <summary>
    /// The questions that these answers leave to be asked, each with the choices on offer and what counts of its answer. An answer
    /// to a question that is not asked is kept by who answered and counts for nothing.
    /// </summary>
    public IReadOnlyList<AskedQuestion> Asked(Answers answers)
    {
        if (answers.Questionnaire != Version)
            throw new ArgumentException($"These are answers to questionnaire {answers.Questionnaire}.", nameof(answers));

        var asked = new List<AskedQuestion>(Questions.Count);
        var counted = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var question in Questions.Where(question => question.AskedWhen?.Holds(counted) ?? true))
        {
            var offered = question.Choices.Where(choice => choice.OfferedWhen?.Holds(counted) ?? true).ToList();
            var chosen = answers[question.Key].Where(value => offered.Exists(choice => choice.Value == value)).ToList();
            counted.Add(question.Key, chosen);
            asked.Add(new AskedQuestion(question, offered, chosen));
        }

        return asked;
    }

    internal CanonicalValue ToCanonical() => CanonicalJson.Object(
        ("version", Version),
        ("sections", CanonicalJson.List([.. Sections.Select(section => section.ToCanonical())])));

    /// <summary>A condition looks back only, at values that exist: so one pass decides what is asked.</summary>
    private void MustAskInOrder()
    {
        var before = new Dictionary<string, Question>(StringComparer.Ordinal);
        foreach (var question in Questions)
        {
            var terms = question.Choices.Select(choice => choice.OfferedWhen).Prepend(question.AskedWhen).OfType<AskWhen>().SelectMany(condition => condition.AnyOf);
            foreach (var term in terms)
            {
                if (!before.TryGetValue(term.Question, out var earlier) || term.Values.Any(value => earlier.Find(value) is null))
                    throw new ArgumentException($"'{question.Key}' depends on an answer to '{term.Question}' that nobody can have given.");
            }

            before.Add(question.Key, question);
        }
    }
}

public sealed record QuestionSection(string Key, string Title, IReadOnlyList<Question> Questions)
{
    internal CanonicalValue ToCanonical() => CanonicalJson.Object(
        ("key", Key), ("title", Title), ("questions", CanonicalJson.List([.. Questions.Select(question => question.ToCanonical())])));
}

/// <summary>A question that is asked, with the choices on offer and those of them that were chosen: none while it is unanswered.</summary>
public sealed record AskedQuestion(Question Question, IReadOnlyList<QuestionChoice> Offered, IReadOnlyList<string> Chosen)
{
    public bool IsMissing => Chosen.Count == 0;
}
