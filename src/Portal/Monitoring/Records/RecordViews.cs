using Portal.Accounts;
using Portal.Shared;

namespace Portal.Monitoring.Records;

/// <summary>One line of a list of decisions.</summary>
public sealed record DecisionLine(RecordId Id, string Prediction, DateTimeOffset Time, string Version, string? Subject, string Output, double? Score, bool IsErased, bool IsContested);

/// <summary>A part of the decisions that were searched for, the newest first.</summary>
/// <param name="Items">Of this part.</param>
/// <param name="Next">After which the next part begins; absent when this is the last.</param>
/// <param name="IsMasked">Whether the subjects are hidden from this reader.</param>
public sealed record DecisionPart(IReadOnlyList<DecisionLine> Items, RecordId? Next, bool IsMasked);

/// <summary>One decision, whole, as far as its reader may see it.</summary>
public sealed record DecisionView
{
    public required RecordId Id { get; init; }

    public required string System { get; init; }

    public required string SystemName { get; init; }

    public required VersionId VersionId { get; init; }

    public required string Version { get; init; }

    public required string Prediction { get; init; }

    public required DateTimeOffset Time { get; init; }

    public required string? Run { get; init; }

    /// <summary>Absent when the sender named none, when it is masked and when it was erased.</summary>
    public required string? Subject { get; init; }

    public required string Output { get; init; }

    public required double? Score { get; init; }

    public required Digest InputsDigest { get; init; }

    /// <summary>False when the policy keeps the digest of the inputs alone.</summary>
    public required bool HasInputs { get; init; }

    /// <summary>False when the sender gave no contributions: then there is no explanation, and none is made up.</summary>
    public required bool HasContributions { get; init; }

    public required bool HasBaseline { get; init; }

    public required IReadOnlyList<ExplainedFeature> Features { get; init; }

    public required IReadOnlyList<ReactionLine> Reactions { get; init; }

    /// <summary>Other records under the same id: it was sent more than once with different contents.</summary>
    public required IReadOnlyList<RecordId> SameId { get; init; }

    public required IReadOnlyList<CaseView> Cases { get; init; }

    public required bool HasSubject { get; init; }

    public required bool IsMasked { get; init; }

    public required DateTimeOffset? ErasedAt { get; init; }

    /// <summary>Contests, and reviews what others took down.</summary>
    public required bool MayAct { get; init; }

    public required bool MayErase { get; init; }
}

/// <param name="Kind">A review, or feedback.</param>
/// <param name="Time">When it was made.</param>
/// <param name="Value">Upheld or overridden, or the rating.</param>
/// <param name="Seconds">How long the reviewer took.</param>
public sealed record ReactionLine(TelemetryKind Kind, DateTimeOffset Time, string Value, double? Seconds);

public sealed record CaseView(
    CaseId Id, string Finding, string Statement, PersonId OpenedById, PersonLine? OpenedBy, DateTimeOffset OpenedAt, DateOnly Due,
    ContestOutcome? Outcome, PersonLine? ReviewedBy, DateTimeOffset? ReviewedAt, string Reason);
