using Portal.Data;
using Portal.Shared;

namespace Portal.Accounts;

/// <summary>A look at every role that is held, to be kept or taken away one by one, until a date. Opened each quarter.</summary>
public sealed class RoleReview : IVersioned
{
    public static readonly TimeSpan TimeToDecide = TimeSpan.FromDays(28);

    private RoleReview() { }

    internal RoleReview(string name, PersonId? by, DateTimeOffset now) => (Id, Name, OpenedBy, OpenedAt, Due) = (RoleReviewId.New(now), name, by, now, now + TimeToDecide);

    public RoleReviewId Id { get; private set; }

    /// <summary>The quarter: 2026 Q4.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Nobody when the portal opened it by itself.</summary>
    public PersonId? OpenedBy { get; private set; }

    public DateTimeOffset OpenedAt { get; private set; }

    public DateTimeOffset Due { get; private set; }

    public List<RoleReviewItem> Items { get; private set; } = [];

    public int Version { get; private set; }

    /// <summary>The quarter that an instant is in.</summary>
    public static string NameAt(DateTimeOffset at) => $"{at.UtcDateTime.Year} Q{(at.UtcDateTime.Month + 2) / 3}";

    public static DateTimeOffset QuarterStart(DateTimeOffset at) => new(at.UtcDateTime.Year, (at.UtcDateTime.Month - 1) / 3 * 3 + 1, 1, 0, 0, 0, TimeSpan.Zero);
}

public enum ReviewOutcome
{
    Kept = 1,
    Removed,

    /// <summary>The role ended before anybody decided on it.</summary>
    Lapsed,
}

/// <summary>One held role in a review.</summary>
public sealed class RoleReviewItem
{
    private RoleReviewItem() { }

    internal RoleReviewItem(RoleReviewId review, RoleGrant grant) => (Review, Grant, Person, Role) = (review, grant.Id, grant.Person, grant.Role);

    public RoleReviewId Review { get; private set; }

    public RoleGrantId Grant { get; private set; }

    public PersonId Person { get; private set; }

    public Role Role { get; private set; }

    public ReviewOutcome? Outcome { get; private set; }

    public PersonId? DecidedBy { get; private set; }

    public DateTimeOffset? DecidedAt { get; private set; }

    public string Reason { get; private set; } = "";

    /// <summary>Why this administrator does not decide on it; null when they may.</summary>
    public static string? WhyNot(PersonId administrator, PersonId person, Role role, PersonId? proposedBy, PersonId? confirmedBy)
    {
        if (administrator == person)
            return "Nobody reviews their own roles.";
        return RoleRules.TakesTwo(role) && (administrator == proposedBy || administrator == confirmedBy)
            ? "You granted this role: somebody else looks at it again."
            : null;
    }

    internal void Decide(ReviewOutcome outcome, PersonId? by, string reason, DateTimeOffset now) =>
        (Outcome, DecidedBy, DecidedAt, Reason) = (outcome, by, now, reason);
}
