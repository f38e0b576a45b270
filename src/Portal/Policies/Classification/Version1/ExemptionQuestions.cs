namespace Portal.Policies.Classification.Version1;

/// <summary>The derogation of Art. 6(3): four conditions, and never with profiling.</summary>
internal static class ExemptionQuestions
{
    private static AskWhen InAnnexThree { get; } = AskWhen.Chosen("practices", "readsEmotions", "infersTraits", "identifiesLive")
        .Or("biometrics", "identifies", "categorises", "emotions")
        .Or("infrastructure", "safety")
        .Or("education", "admission", "grading", "level", "proctoring")
        .Or("employment", "hiring", "managing")
        .Or("services", "benefits", "credit", "insurance", "emergency")
        .Or("lawEnforcement", "victims", "polygraph", "evidence", "offending", "profiling")
        .Or("migration", "polygraph", "risk", "applications", "detection")
        .Or("justice", "courts", "elections");

    public static Question Profiling { get; } = new(
        "profiling",
        "Does it profile people?",
        "That is: it uses personal data to evaluate something about a person, such as work, means, health, interests, reliability or behaviour (GDPR Art. 4(4)).",
        QuestionKind.One,
        [new("no", "No"), new("yes", "Yes")])
    {
        AskedWhen = InAnnexThree,
    };

    public static Question Exemption { get; } = new(
        "exemption",
        "Is its part in the decision that small?",
        "Then it is not high-risk, if it poses no significant risk and does not materially influence decisions (Art. 6(3)). It must be documented and registered.",
        QuestionKind.Several,
        [
            new("narrow", "It only does a narrow procedural task, such as sorting or deduplicating documents"),
            new("improves", "It only improves what a person has finished, such as the language of a text"),
            new("patterns", "It only shows where decisions deviate from earlier ones, and a person reviews them"),
            new("preparatory", "It only prepares an assessment, such as by indexing, searching or translating files"),
            Questionnaire1.None(),
        ])
    {
        AskedWhen = AskWhen.Chosen("profiling", "no"),
    };
}
