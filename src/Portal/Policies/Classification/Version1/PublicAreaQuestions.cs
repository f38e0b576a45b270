namespace Portal.Policies.Classification.Version1;

/// <summary>Points 5 to 8 of Annex III.</summary>
internal static class PublicAreaQuestions
{
    public static Question Services { get; } = AreaQuestions.Point("services", "What does it do about these services?",
        "Credit of natural persons counts, also of the self-employed; detecting financial fraud does not. Of insurance, life and health count.",
        new("benefits", "Decides or helps to decide, for public authorities, on benefits and public services"),
        new("credit", "Evaluates the creditworthiness of natural persons, or scores their credit"),
        new("insurance", "Assesses risk or sets prices of natural persons in life or health insurance"),
        new("emergency", "Evaluates emergency calls, dispatches responders or triages patients"),
        new("fraud", "Detects financial fraud"),
        new("companies", "Evaluates the credit of companies"),
        new("otherInsurance", "Assesses risk or sets prices in other insurance"));

    public static Question LawEnforcement { get; } = AreaQuestions.Point("lawEnforcement", "What does it do for law enforcement?",
        "By or for authorities. Tax, customs and financial intelligence in administrative proceedings are something else (Recital 59).",
        new("victims", "Assesses the risk that someone becomes a victim"),
        new("polygraph", "Works as a polygraph or similar"),
        new("evidence", "Evaluates how reliable evidence is"),
        new("offending", "Assesses the risk of offending or re-offending, or traits or past crimes of people or groups"),
        new("profiling", "Profiles people to detect, investigate or prosecute crimes"),
        new("administrative", "Serves administrative proceedings of tax, customs or financial intelligence, and nothing else"));

    public static Question Migration { get; } = AreaQuestions.Point("migration", "What does it do about migration, asylum or borders?", "By or for public authorities.",
        new("polygraph", "Works as a polygraph or similar"),
        new("risk", "Assesses a risk that a traveller poses: security, health, irregular migration"),
        new("applications", "Helps to examine applications for asylum, visa or residence, with their evidence"),
        new("detection", "Detects, recognises or identifies people"),
        new("documents", "Verifies travel documents, and nothing else"));

    public static Question Justice { get; } = AreaQuestions.Point("justice", "What does it do about courts or elections?", "Arbitration counts as courts do.",
        new("courts", "Helps judicial authorities to research or interpret facts and law, or to apply law to facts"),
        new("elections", "Is to influence an election, a referendum or how people vote"),
        new("ancillary", "Helps with ancillary work, such as anonymising or scheduling"),
        new("campaigns", "Organises campaigns behind the scenes: no voter sees what it puts out"));
}
