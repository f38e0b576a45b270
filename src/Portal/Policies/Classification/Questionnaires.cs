namespace Portal.Policies.Classification;

/// <summary>Every questionnaire that was published, each with the scorer that it makes a pair with.</summary>
public static class Questionnaires
{
    private static readonly QuestionnaireVersion First = new(Version1.Questionnaire1.Questions, new Scorer(Version1.Questionnaire1.Questions, Version1.Rules1.Book));

    /// <summary>The one that is asked today.</summary>
    public static QuestionnaireVersion Current => First;

    public static bool Exists(long version) => version == First.Questions.Version;

    public static QuestionnaireVersion Of(int version) =>
        Exists(version) ? First : throw new ArgumentOutOfRangeException(nameof(version), version, "There is no such questionnaire.");

    /// <summary>Scores answers with the pair that they were given to, however old.</summary>
    public static Classification Classify(Answers answers) => Of(answers.Questionnaire).Scorer.Score(answers);
}

public sealed record QuestionnaireVersion(Questionnaire Questions, Scorer Scorer);
