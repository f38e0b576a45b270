using Portal.Accounts;
using Portal.Policies;
using Portal.Shared;

namespace Portal.ModelRegistry.Cards;

/// <summary>What a revision says in one section, and the version from whose card it was taken over unchanged.</summary>
public sealed record CardPart(CardSection Section, string Text, string? InheritedFrom);

/// <summary>One revision whole, with who wrote and who reviewed it.</summary>
public sealed record CardRevisionView(
    int Number, CardState State, Digest Content, IReadOnlyList<CardPart> Parts, IReadOnlyList<PersonLine> Authors, PersonLine? SubmittedBy, DateTimeOffset? SubmittedAt,
    PersonLine? Reviewer, DateTimeOffset? ReviewedAt, string Remarks, DateTimeOffset ChangedAt, DateTimeOffset? ValidFrom, DateTimeOffset? ValidTo)
{
    public bool WasReturned => State == CardState.Draft && Remarks.Length > 0;

    /// <summary>Nobody was ever asked to review it.</summary>
    public bool IsDiscardable => State == CardState.Draft && SubmittedAt is null;

    public CardPart? Find(CardSection section) => Parts.FirstOrDefault(part => part.Section == section);

    public string TextOf(CardSection section) => Find(section)?.Text ?? "";
}

/// <summary>An approved revision as one row of a list.</summary>
public sealed record CardRevisionLine(int Number, Digest Content, PersonLine? Reviewer, DateTimeOffset? ValidFrom, DateTimeOffset? ValidTo);

/// <summary>The card of a version beside what is asked of it. A version has one from the first word that somebody writes.</summary>
public sealed record CardView(string System, string SystemName, string Label, bool IsSealed, RiskTier Tier, bool TierIsConfirmed, int Policy, IReadOnlyList<CardSection> Required)
{
    /// <summary>Counts the changes; absent while there is no card.</summary>
    public int? Version { get; init; }

    public CardRevisionView? Approved { get; init; }

    /// <summary>The revision that is being written or reviewed.</summary>
    public CardRevisionView? Open { get; init; }

    /// <summary>Every revision that was approved, the last first.</summary>
    public IReadOnlyList<CardRevisionLine> History { get; init; } = [];

    /// <summary>The version whose card the first draft takes over; absent once there is a card.</summary>
    public string? TakesOverFrom { get; init; }

    /// <summary>What stands; what is written as long as nothing does.</summary>
    public CardRevisionView? Shown => Approved ?? Open;

    public IReadOnlyList<CardSection> MissingIn(CardRevisionView? revision) => [.. Required.Where(section => revision?.Find(section) is null)];
}

/// <summary>Why the person of a page may not write or review; null where they may.</summary>
public sealed record CardActs(string? WhyNotWrite, string? WhyNotReview);

/// <summary>A card that somebody may review now.</summary>
public sealed record WaitingCard(string System, string SystemName, RiskTier? Tier, string Label, int Revision, IReadOnlyList<string> Authors, DateTimeOffset SubmittedAt);

/// <summary>A card that its reviewer sent back.</summary>
public sealed record ReturnedCard(string System, string SystemName, string Label, int Revision, string Remarks, DateTimeOffset At);

/// <summary>A card of some version of a system that was approved, and until when it stood.</summary>
public sealed record ApprovedCardLine(string Label, int Revision, Digest Content, PersonLine? Reviewer, DateTimeOffset From, DateTimeOffset? To);
