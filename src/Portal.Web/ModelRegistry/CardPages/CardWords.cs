using Portal.Policies;

namespace Portal.Web.ModelRegistry.CardPages;

/// <summary>How the parts of a card are called and where they are.</summary>
internal static class CardWords
{
    /// <summary>Shows the revision that is being written or reviewed.</summary>
    public const string Open = "open";

    /// <summary>Shows what became of the revision before.</summary>
    public const string Changes = "changes";

    public static string Page(string system, string label, string? show = null) => $"{VersionLinks.Page(system, label)}?tab=card{(show is null ? "" : $"&show={show}")}";

    public static string AnchorOf(CardSection section) => $"card-{CardSections.KeyOf(section)}";

    /// <summary>What belongs into a section.</summary>
    public static string HintOf(CardSection section) => section switch
    {
        CardSection.Overview => "What it is, for whom, since when, in a paragraph that a board member reads.",
        CardSection.IntendedUse => "Which decisions it may be used for, by whom, and how its output is to be read.",
        CardSection.OutOfScopeUse => "What it must not be used for, although somebody might.",
        CardSection.BusinessProblem => "What it solves, what was done before, what success is measured by.",
        CardSection.Training => "Data with their window and origin, labels, method, what was left out and why.",
        CardSection.Evaluation => "For each data set and segment: figures with interval and n, beside the threshold.",
        CardSection.Fairness => "Which groups, which measures, what was found, what was done about it.",
        CardSection.Limitations => "Where it is known to fail, how that shows, what happens then.",
        CardSection.EthicalConsiderations => "Who may be harmed, who was asked, which rights are touched.",
        CardSection.Caveats => "What whoever relies on it should know beside all this.",
        CardSection.Contacts => "Who answers questions, who takes complaints, who is called at night.",
        _ => throw new ArgumentOutOfRangeException(nameof(section), section, null),
    };

    public static string Command(string root, string system, string label) => $"""
        curl -X PUT "{VersionLinks.Api(root, system, label)}/card" \
          -H "Authorization: Bearer $PORTAL_TOKEN" -H "Content-Type: text/markdown" --data-binary @card.md
        """;
}
