using Portal.Shared;

namespace Portal.Policies.Classification;

/// <summary>A provision that a system falls under by what was answered.</summary>
/// <param name="Article">As people cite it: "Annex III 5b".</param>
/// <param name="Why">What the system does, to follow "it": "decides on credit of natural persons".</param>
/// <param name="Class">What the AI Act calls a system that falls under it.</param>
/// <param name="Floor">The tier that the system has at least because of it.</param>
public sealed record LegalFinding(string Article, string Why, LegalClass Class, RiskTier Floor)
{
    /// <summary>The open question whose answer may lift the finding; until then it stands.</summary>
    public string? Unless { get; init; }

    /// <summary>As a page says it: "decides on credit of natural persons (Annex III 5b)".</summary>
    public string Text => $"{Why} ({Article})";

    /// <summary>Whether the finding is under this article, or under a part of it.</summary>
    internal bool IsUnder(string article) => Article.StartsWith(article, StringComparison.Ordinal);
}

/// <summary>
/// The derogation of Art. 6(3): the system is in an area of Annex III and not high-risk, since its part is small. It is claimed by
/// the owner, documented and registered, and never open to a system that profiles people.
/// </summary>
/// <param name="Grounds">The conditions that hold, each with its point: "only does a narrow procedural task (Art. 6(3)(a))".</param>
/// <param name="Exempted">What would apply without it.</param>
/// <param name="Demands">What taking it demands.</param>
public sealed record Exemption(IReadOnlyList<string> Grounds, IReadOnlyList<LegalFinding> Exempted, IReadOnlyList<string> Demands);
