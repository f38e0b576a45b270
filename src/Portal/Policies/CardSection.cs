using System.Text.Json;

namespace Portal.Policies;

/// <summary>The sections of a model card, in the order in which it is read.</summary>
public enum CardSection
{
    Overview = 1,
    IntendedUse,
    OutOfScopeUse,
    BusinessProblem,
    Training,
    Evaluation,
    Fairness,
    Limitations,
    EthicalConsiderations,
    Caveats,
    Contacts,
}

/// <summary>What the sections are called, by people and by programs.</summary>
public static class CardSections
{
    public static IReadOnlyList<CardSection> All { get; } = Enum.GetValues<CardSection>();

    /// <summary>What one version's training and testing showed; a next version has to say it anew.</summary>
    public static bool IsOfOneVersion(CardSection section) => section is CardSection.Training or CardSection.Evaluation or CardSection.Fairness;

    public static string TitleOf(CardSection section) => section switch
    {
        CardSection.Overview => "Overview",
        CardSection.IntendedUse => "Intended use",
        CardSection.OutOfScopeUse => "Out-of-scope use",
        CardSection.BusinessProblem => "Business problem",
        CardSection.Training => "Training",
        CardSection.Evaluation => "Evaluation",
        CardSection.Fairness => "Fairness",
        CardSection.Limitations => "Limitations and failure modes",
        CardSection.EthicalConsiderations => "Ethical considerations",
        CardSection.Caveats => "Caveats",
        CardSection.Contacts => "Contacts",
        _ => throw new ArgumentOutOfRangeException(nameof(section), section, null),
    };

    /// <summary>As programs call it: intendedUse.</summary>
    public static string KeyOf(CardSection section) => JsonNamingPolicy.CamelCase.ConvertName(section.ToString());

    /// <summary>The section that is called so, by its title or its key; null when none is.</summary>
    public static CardSection? Named(string text)
    {
        var wanted = Letters(text);
        return wanted.Length == 0 ? null : All.Select(section => (CardSection?)section).FirstOrDefault(section => section is { } one && (wanted == Letters(TitleOf(one)) || wanted == Letters(KeyOf(one))));
    }

    // "Out-of-scope use", "out of scope use" and "outOfScopeUse" are the same name.
    private static string Letters(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
