namespace Portal.Policies.Classification.Version1;

/// <summary>What gives a system its own tier. Choices stand from the least to the gravest: their place is their weight.</summary>
internal static class TierQuestions
{
    public static Question Money { get; } = Weighed("money", "What can its errors cost, in a bad year?", "Losses, claims, fines and repair, of whoever pays.",
        new("little", "Hardly anything"),
        new("department", "A department would feel it"),
        new("organisation", "The organisation's result would show it"),
        new("existence", "It could threaten the organisation"));

    public static Question People { get; } = Weighed("people", "What can its errors do to a person?", "Think of the worst that can reasonably happen.",
        new("nothing", "Nothing worth mentioning"),
        new("annoyance", "Annoyance or lost time"),
        new("livelihood", "Loss of money, work, home or rights"),
        new("life", "Harm to life, health or freedom"));

    public static Question Reversibility { get; } = Weighed("reversibility", "Can an error be undone?", "As it would be noticed in practice.",
        new("atOnce", "Yes, before anybody suffers from it"),
        new("withEffort", "With effort, or in part"),
        new("hardly", "Hardly or never"));

    public static Question Method { get; } = Weighed("method", "How does it work?", "The part that is hardest to see through counts.",
        new("transparent", "By rules or statistics that a person can recompute"),
        new("learned", "Learned from data, and each result can be explained"),
        new("opaque", "Deep learning or generative: results can hardly be explained"),
        new("agentic", "An agent that plans its steps and uses tools"));

    public static Question Autonomy { get; } = Weighed("autonomy", "What does it do by itself?", "As it is used, not as it is meant.",
        new("advises", "Advises: people decide"),
        new("approved", "Acts once a person has approved"),
        new("alone", "Acts alone"));

    public static Question Reach { get; } = Weighed("reach", "Whom does it reach?", "Directly or by its results.",
        new("team", "A team"),
        new("organisation", "The organisation"),
        new("customers", "Customers, applicants or others outside"),
        new("public", "The public at large"));

    private static Question Weighed(string key, string text, string help, params QuestionChoice[] choices) => new(key, text, help, QuestionKind.One, choices);
}
