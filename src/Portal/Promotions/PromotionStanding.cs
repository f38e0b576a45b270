using Portal.Shared;

namespace Portal.Promotions;

/// <summary>
/// All of a request that changes while it is decided, applied and ended. What was frozen at its gate is in the <see cref="PromotionRound"/>
/// that it names; signatures, questions and answers have their own time.
/// </summary>
public sealed record PromotionStanding
{
    public PromotionState State { get; init; }

    public int Revision { get; init; }

    /// <summary>Which of its rounds it was in; none before its first gate check.</summary>
    public int Round { get; init; }

    public int PolicyNumber { get; init; }

    public DateTimeOffset SubmittedAt { get; init; }

    public DateTimeOffset DueAt { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }

    public int StepsDone { get; init; }

    public DateTimeOffset StepOpenedAt { get; init; }

    public DateTimeOffset? ClosesAt { get; init; }

    public Standstill? Standstill { get; init; }

    public Digest SubjectDigest { get; init; } = Digest.Of([]);

    public Digest? Series { get; init; }

    public DateTimeOffset? DecidedAt { get; init; }

    public DateTimeOffset? AppliedAt { get; init; }

    public PersonId? AppliedBy { get; init; }

    public IReadOnlyList<Condition> Conditions { get; init; } = [];

    public Suspension? Suspension { get; init; }

    public Removal? Removal { get; init; }

    public Emergency? Emergency { get; init; }

    public IReadOnlyList<Difference> StaleFields { get; init; } = [];

    public PersonId? StaleBy { get; init; }

    public int StaleTimes { get; init; }

    public int StaleByRequester { get; init; }

    /// <summary>Lists are the same when their elements are.</summary>
    internal bool IsLike(PromotionStanding other) =>
        this with { Conditions = [], StaleFields = [] } == other with { Conditions = [], StaleFields = [] }
        && Conditions.SequenceEqual(other.Conditions) && StaleFields.SequenceEqual(other.StaleFields);
}
