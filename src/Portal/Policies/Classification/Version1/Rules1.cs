using Portal.Shared;

namespace Portal.Policies.Classification.Version1;

/// <summary>What the answers to questionnaire 1 mean in law. Published with it, and as final.</summary>
internal static class Rules1
{
    public static RuleBook Book { get; } = new([.. Prohibitions, .. Products, .. AnnexThree, .. Transparency, .. Decisions], Lifts, Exempts, Notes);

    private static IReadOnlyList<Raise> Prohibitions =>
    [
        Prohibited("manipulates", "Art. 5(1)(a)", "manipulates people by means that they do not notice or that deceive them"),
        Prohibited("exploits", "Art. 5(1)(b)", "exploits people's age, disability or hardship"),
        Prohibited("scores", "Art. 5(1)(c)", "rates people by their social behaviour or character to their disadvantage"),
        Prohibited("predictsCrime", "Art. 5(1)(d)", "predicts crimes of persons from their profile alone"),
        Prohibited("scrapesFaces", "Art. 5(1)(e)", "gathers face images without a target for face recognition"),
        Prohibited("readsEmotions", "Art. 5(1)(f)", "reads emotions of people at work or in education"),
        Prohibited("infersTraits", "Art. 5(1)(g)", "infers sensitive traits of persons from biometrics"),
        Prohibited("identifiesLive", "Art. 5(1)(h)", "identifies people live in public places for law enforcement"),
        Prohibited("intimateImages", "Art. 5(1), as amended in 2026 (reported)", "makes intimate images without consent or images of child abuse"),
    ];

    private static IReadOnlyList<Raise> Products =>
    [
        new("product", "goods", HighRisk("Art. 6(1), Annex I A", "is a product, or its safety component, that must be assessed independently")),
        new("product", "transport", HighRisk("Art. 6(1), Annex I B", "is a means of transport, or its safety component, that must be assessed independently")),
    ];

    // What a practice of Art. 5 is when an exception saves it from the prohibition comes here as well (Recital 54).
    private static IReadOnlyList<Raise> AnnexThree =>
    [
        new("biometrics", "identifies", HighRisk("Annex III 1a", "identifies people at a distance")),
        new("practices", "identifiesLive", HighRisk("Annex III 1a", "identifies people at a distance")),
        new("biometrics", "categorises", HighRisk("Annex III 1b", "sorts people by sensitive traits inferred from biometrics")),
        new("practices", "infersTraits", HighRisk("Annex III 1b", "sorts people by sensitive traits inferred from biometrics")),
        new("biometrics", "emotions", HighRisk("Annex III 1c", "reads emotions from biometrics")),
        new("practices", "readsEmotions", HighRisk("Annex III 1c", "reads emotions from biometrics")),
        new("infrastructure", "safety", HighRisk("Annex III 2", "is a safety component of critical infrastructure")),
        new("education", "admission", HighRisk("Annex III 3a", "decides on access to education")),
        new("education", "grading", HighRisk("Annex III 3b", "evaluates learning outcomes")),
        new("education", "level", HighRisk("Annex III 3c", "assesses the level of education that a person gets")),
        new("education", "proctoring", HighRisk("Annex III 3d", "watches students during tests")),
        new("employment", "hiring", HighRisk("Annex III 4a", "recruits or selects people")),
        new("employment", "managing", HighRisk("Annex III 4b", "decides on, assigns or monitors people's work")),
        new("services", "benefits", HighRisk("Annex III 5a", "decides on public benefits and services")),
        new("services", "credit", HighRisk("Annex III 5b", "decides on credit of natural persons")),
        new("services", "insurance", HighRisk("Annex III 5c", "assesses risk or sets prices in life or health insurance")),
        new("services", "emergency", HighRisk("Annex III 5d", "evaluates emergency calls or triages patients")),
        new("lawEnforcement", "victims", HighRisk("Annex III 6a", "assesses the risk of becoming a victim of crime")),
        new("lawEnforcement", "polygraph", HighRisk("Annex III 6b", "works as a polygraph for law enforcement")),
        new("lawEnforcement", "evidence", HighRisk("Annex III 6c", "evaluates how reliable evidence is")),
        new("lawEnforcement", "offending", HighRisk("Annex III 6d", "assesses the risk of offending")),
        new("lawEnforcement", "profiling", HighRisk("Annex III 6e", "profiles people for law enforcement")),
        new("migration", "polygraph", HighRisk("Annex III 7a", "works as a polygraph at borders or in asylum procedures")),
        new("migration", "risk", HighRisk("Annex III 7b", "assesses risks that travellers pose")),
        new("migration", "applications", HighRisk("Annex III 7c", "helps to examine applications for asylum, visa or residence")),
        new("migration", "detection", HighRisk("Annex III 7d", "detects or identifies people in migration or border control")),
        new("justice", "courts", HighRisk("Annex III 8a", "helps judicial authorities to interpret facts and law")),
        new("justice", "elections", HighRisk("Annex III 8b", "is to influence elections or how people vote")),
    ];

    private static IReadOnlyList<Raise> Transparency =>
    [
        new("contact", "interacts", Transparent("Art. 50(1)", "talks to people directly")),
        new("contact", "generates", Transparent("Art. 50(2)", "generates synthetic content")),
        new("contact", "categorises", Transparent("Art. 50(3)", "recognises emotions or sorts people by biometrics")),
        new("biometrics", "categorises", Transparent("Art. 50(3)", "recognises emotions or sorts people by biometrics")),
        new("biometrics", "emotions", Transparent("Art. 50(3)", "recognises emotions or sorts people by biometrics")),
        new("practices", "readsEmotions", Transparent("Art. 50(3)", "recognises emotions or sorts people by biometrics")),
        new("practices", "infersTraits", Transparent("Art. 50(3)", "recognises emotions or sorts people by biometrics")),
        new("contact", "deepFakes", Transparent("Art. 50(4), deep fakes", "makes images, sound or video that look real")),
        new("contact", "publicText", Transparent("Art. 50(4), public texts", "makes texts on matters of public interest")),
    ];

    private static IReadOnlyList<Raise> Decisions =>
    [
        new("automated", "yes", new LegalFinding("GDPR Art. 22(1)", "decides about people by itself with serious effect", LegalClass.Minimal, RiskTier.High)),
        new("automatedBasis", "none", new LegalFinding("GDPR Art. 22(2)", "has no ground that permits to decide about people by itself", LegalClass.Minimal, RiskTier.High)),
    ];

    private static IReadOnlyList<Lift> Lifts =>
    [
        new("practiceExceptions", "noHarm", "causes no significant harm and is not likely to", ["Art. 5(1)(a)", "Art. 5(1)(b)"]),
        new("practiceExceptions", "relatedAndFair", "treats people worse only in the context of the data and in proportion", ["Art. 5(1)(c)"]),
        new("practiceExceptions", "factsOfCrime", "goes by facts that point to a crime", ["Art. 5(1)(d)"]),
        new("practiceExceptions", "medicalOrSafety", "reads emotions for medical or safety reasons", ["Art. 5(1)(f)"]),
        new("practiceExceptions", "lawfulDatasets", "labels, filters or sorts lawfully acquired biometric data", ["Art. 5(1)(g)"]),
        new("practiceExceptions", "strictlyNecessary", "serves an objective that the law permits, authorised each time", ["Art. 5(1)(h)"]),
        new("assessment", "no", "needs no independent assessment under that law", ["Art. 6(1)"]),
        new("contactExceptions", "obvious", "is obviously AI", ["Art. 50(1)"]),
        new("contactExceptions", "assistive", "only assists editing", ["Art. 50(2)"]),
        new("contactExceptions", "reviewed", "makes texts that a person reviews and answers for", ["Art. 50(4), public texts"]),
        new("contactExceptions", "authorised", "is permitted by law to fight crime", ["Art. 50(1)", "Art. 50(2)", "Art. 50(3)", "Art. 50(4)"]),
    ];

    private static IReadOnlyList<Exempt> Exempts =>
    [
        new("exemption", "narrow", "Art. 6(3)(a)", "only does a narrow procedural task"),
        new("exemption", "improves", "Art. 6(3)(b)", "only improves what a person has finished"),
        new("exemption", "patterns", "Art. 6(3)(c)", "only shows where decisions deviate, for a person to review"),
        new("exemption", "preparatory", "Art. 6(3)(d)", "only prepares an assessment"),
    ];

    private static IReadOnlyList<Note> Notes =>
    [
        new("biometrics", "verifies", "Confirming that somebody is who they say is not remote identification (Annex III 1a)"),
        new("infrastructure", "cyber", "What serves cyber security alone is no safety component (Recital 55)"),
        new("services", "fraud", "Detecting financial fraud is not credit scoring (Annex III 5b)"),
        new("services", "companies", "Credit of companies is not under Annex III 5b: it speaks of natural persons"),
        new("services", "otherInsurance", "Of insurance, Annex III 5c means life and health alone"),
        new("lawEnforcement", "administrative", "Administrative proceedings of tax, customs and financial intelligence are not law enforcement (Recital 59)"),
        new("migration", "documents", "Verifying travel documents is not under Annex III 7d"),
        new("justice", "ancillary", "Ancillary administrative work is not under Annex III 8a (Recital 61)"),
        new("justice", "campaigns", "Organising campaigns out of voters' sight is not under Annex III 8b"),
        new("contactExceptions", "artistic", "For evident art, satire or fiction it is enough to disclose deep fakes in a way that does not spoil the work (Art. 50(4))"),
    ];

    private static Raise Prohibited(string practice, string article, string why) => new("practices", practice, new LegalFinding(article, why, LegalClass.Prohibited, RiskTier.Critical));

    private static LegalFinding HighRisk(string article, string why) => new(article, why, LegalClass.HighRisk, RiskTier.High);

    private static LegalFinding Transparent(string article, string why) => new(article, why, LegalClass.Transparency, RiskTier.Medium);
}
