namespace Portal.Policies.Classification.Version1;

/// <summary>The areas of Annex III, and points 1 to 4 of it.</summary>
internal static class AreaQuestions
{
    public static Question Areas { get; } = new(
        "areas",
        "Is it used in any of these areas?",
        "High-risk uses are found in these eight (Annex III); what it does there is asked next.",
        QuestionKind.Several,
        [
            new("biometrics", "Face, voice, body or other biometrics"),
            new("infrastructure", "Digital infrastructure, road traffic, water, gas, heating, electricity"),
            new("education", "Education and training"),
            new("employment", "Hiring and managing people"),
            new("services", "Credit, insurance, public benefits, emergency calls"),
            new("lawEnforcement", "Law enforcement"),
            new("migration", "Migration, asylum, borders"),
            new("justice", "Courts, arbitration, elections"),
            Questionnaire1.None(),
        ]);

    public static Question Biometrics { get; } = Point("biometrics", "What does it do with biometrics?", "Tick all that hold.",
        new("identifies", "Identifies people at a distance among many"),
        new("categorises", "Sorts people by sensitive traits that it infers"),
        new("emotions", "Reads emotions or intentions"),
        new("verifies", "Confirms that people are who they say, and nothing else"));

    public static Question Infrastructure { get; } = Point("infrastructure", "What does it do for that infrastructure?",
        "A safety component protects the infrastructure itself or people and property, without being needed for it to function (Recital 55).",
        new("safety", "Is a safety component in managing or running it"),
        new("cyber", "Protects it against cyber attacks, and nothing else"));

    public static Question Education { get; } = Point("education", "What does it do in education or training?", "Tick all that hold.",
        new("admission", "Decides or helps to decide on access, admission or assignment"),
        new("grading", "Evaluates what people have learned, or steers their learning by that"),
        new("level", "Assesses which level of education someone gets or can reach"),
        new("proctoring", "Watches for forbidden behaviour in tests"));

    public static Question Employment { get; } = Point("employment", "What does it do in hiring or managing people?", "Also for the self-employed.",
        new("hiring", "Places job advertisements by target group, sorts or filters applications, or evaluates candidates"),
        new("managing", "Decides on terms, promotion or termination, allots tasks by behaviour or character, or monitors and evaluates performance"));

    internal static Question Point(string area, string text, string help, params QuestionChoice[] choices) =>
        new(area, text, help, QuestionKind.Several, [.. choices, Questionnaire1.None()]) { AskedWhen = AskWhen.Chosen("areas", area) };
}
