namespace Portal.Policies.Classification.Version1;

/// <summary>Who we are to the system (Art. 3, Art. 25), and the prohibited practices with their conditions and exceptions (Art. 5).</summary>
internal static class PracticeQuestions
{
    public static Question Role { get; } = new(
        "role",
        "What is your organisation to this system?",
        "Tick all that hold. Whoever changes a high-risk system substantially, changes its purpose or puts their own name on it becomes its provider (Art. 25).",
        QuestionKind.Several,
        [
            new("provider", "We develop it, or have it developed, and use or offer it under our own name"),
            new("deployer", "We use it in our work"),
            new("publicService", "We use it as a public body, or to provide a public service"),
            new("importer", "We bring it to the EU market from a provider outside the EU"),
            new("distributor", "We pass on the system of somebody else"),
        ]);

    public static Question Practices { get; } = new(
        "practices",
        "Does it do any of these?",
        "They are prohibited in the EU (Art. 5), with few exceptions that are asked next.",
        QuestionKind.Several,
        [
            new("manipulates", "Steers people by means that they do not notice, or that deceive them, into what they would not have decided"),
            new("exploits", "Uses people's age, disability or social or economic hardship to change what they do"),
            new("scores", "Rates people over time by their behaviour or character, so that some are treated worse"),
            new("predictsCrime", "Assesses how likely a person is to commit a crime"),
            new("scrapesFaces", "Gathers face images from the internet or from cameras, without a target, for face recognition"),
            new("readsEmotions", "Reads the emotions of people at work or in education from face, voice or body"),
            new("infersTraits", "Infers from face, voice or body someone's race, politics, trade union, religion, sex life or orientation"),
            new("identifiesLive", "Identifies people at a distance, live and in public places, for law enforcement"),
            new("intimateImages", "Is made to, or without safeguards can be led to, make intimate images of real people without their consent, or images of child abuse"),
            Questionnaire1.None(),
        ]);

    public static Question Exceptions { get; } = new(
        "practiceExceptions",
        "Does one of these hold?",
        "Tick only what can be shown: risk and legal will ask for it.",
        QuestionKind.Several,
        [
            new("noHarm", "It changes no behaviour in a way that causes significant harm or is likely to")
            {
                OfferedWhen = AskWhen.Chosen("practices", "manipulates", "exploits"),
            },
            new("relatedAndFair", "People are treated worse only in the context that the data come from, and in proportion to what they did")
            {
                OfferedWhen = AskWhen.Chosen("practices", "scores"),
            },
            new("factsOfCrime", "It goes by facts that point to a crime, such as transactions, and not only by who someone is")
            {
                OfferedWhen = AskWhen.Chosen("practices", "predictsCrime"),
            },
            new("medicalOrSafety", "It reads emotions for medical or safety reasons only")
            {
                OfferedWhen = AskWhen.Chosen("practices", "readsEmotions"),
            },
            new("lawfulDatasets", "It only labels or filters biometric data that were acquired lawfully, or sorts such data for law enforcement")
            {
                OfferedWhen = AskWhen.Chosen("practices", "infersTraits"),
            },
            new("strictlyNecessary", "It searches for victims or missing people, averts a threat to life or of terror, or finds the suspect of a serious crime, and is authorised each time")
            {
                OfferedWhen = AskWhen.Chosen("practices", "identifiesLive"),
            },
            Questionnaire1.None(),
        ])
    {
        AskedWhen = AskWhen.Chosen("practices", "manipulates", "exploits", "scores", "predictsCrime", "readsEmotions", "infersTraits", "identifiesLive"),
    };
}
