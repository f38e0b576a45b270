namespace Portal.Policies.Classification.Version1;

/// <summary>Transparency with its exceptions (Art. 50), and decisions that nobody but the system takes (GDPR Art. 22).</summary>
internal static class ContactQuestions
{
    public static Question Contact { get; } = new(
        "contact",
        "Does it talk to people, or make or judge what they see and hear?",
        "People must be told (Art. 50).",
        QuestionKind.Several,
        [
            new("interacts", "Talks to people directly: chat, voice, avatar"),
            new("generates", "Makes text, images, sound or video"),
            new("deepFakes", "Makes images, sound or video that look like real people, places or events"),
            new("publicText", "Makes texts that are published to inform people on matters of public interest"),
            new("categorises", "Sorts people by face, voice or body, also by harmless features"),
            Questionnaire1.None(),
        ]);

    public static Question Exceptions { get; } = new(
        "contactExceptions",
        "Does one of these hold?",
        "Tick only what can be shown.",
        QuestionKind.Several,
        [
            new("obvious", "It is obvious to everybody that this is AI") { OfferedWhen = AskWhen.Chosen("contact", "interacts") },
            new("assistive", "It only assists standard editing, or hardly changes what was put in") { OfferedWhen = AskWhen.Chosen("contact", "generates") },
            new("artistic", "It is evidently art, satire or fiction") { OfferedWhen = AskWhen.Chosen("contact", "deepFakes") },
            new("reviewed", "A person reviews each text, and somebody holds editorial responsibility") { OfferedWhen = AskWhen.Chosen("contact", "publicText") },
            new("authorised", "The law permits it, to detect, prevent or prosecute crimes, and the public does not use it to report them"),
            Questionnaire1.None(),
        ])
    {
        AskedWhen = AskWhen.Chosen("contact", "interacts", "generates", "deepFakes", "publicText", "categorises")
            .Or("biometrics", "categorises", "emotions")
            .Or("practices", "readsEmotions", "infersTraits"),
    };

    public static Question Automated { get; } = new(
        "automated",
        "Does it decide about people by itself, with serious effect?",
        "Such as refusing a loan, a job or a benefit, with no person who can and does change the outcome. A score that others follow strongly counts as the decision.",
        QuestionKind.One,
        [new("no", "No"), new("yes", "Yes")]);

    public static Question Basis { get; } = new(
        "automatedBasis",
        "What permits these decisions?",
        "GDPR Art. 22(2) knows three grounds.",
        QuestionKind.Several,
        [
            new("contract", "They are needed for a contract with the person"),
            new("law", "A law allows them, with safeguards"),
            new("consent", "The person consents explicitly"),
            Questionnaire1.None("None of these, or not known yet"),
        ])
    {
        AskedWhen = AskWhen.Chosen("automated", "yes"),
    };
}
