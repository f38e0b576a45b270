namespace Portal.Policies.Classification.Version1;

/// <summary>
/// Questionnaire 1. Published: never edited, whatever is found wrong with it; a test pins its bytes. Whoever is asked the least
/// answers a dozen questions.
/// </summary>
internal static class Questionnaire1
{
    public static Questionnaire Questions { get; } = new(1,
    [
        new("use", "Role and practices", [PracticeQuestions.Role, PracticeQuestions.Practices, PracticeQuestions.Exceptions]),
        new("product", "Product safety", [ProductQuestions.Product, ProductQuestions.Assessment]),
        new("areas", "Areas of use",
        [
            AreaQuestions.Areas, AreaQuestions.Biometrics, AreaQuestions.Infrastructure, AreaQuestions.Education, AreaQuestions.Employment,
            PublicAreaQuestions.Services, PublicAreaQuestions.LawEnforcement, PublicAreaQuestions.Migration, PublicAreaQuestions.Justice,
            ExemptionQuestions.Profiling, ExemptionQuestions.Exemption,
        ]),
        new("contact", "Contact and content", [ContactQuestions.Contact, ContactQuestions.Exceptions]),
        new("decisions", "Decisions about people", [ContactQuestions.Automated, ContactQuestions.Basis]),
        new("stakes", "What depends on it", [TierQuestions.Money, TierQuestions.People, TierQuestions.Reversibility]),
        new("working", "How it works", [TierQuestions.Method, TierQuestions.Autonomy, TierQuestions.Reach]),
    ]);

    /// <summary>The choice that stands alone.</summary>
    internal static QuestionChoice None(string text = "None of these") => new("none", text) { Exclusive = true };
}
