namespace Portal.Promotions;

public enum PromotionState
{
    Submitted = 1,
    GateCheck,
    GateFailed,
    InReview,
    Approved,
    Rejected,
    Stale,
    Withdrawn,
    Applied,
    Superseded,

    /// <summary>Taken up again as its next revision, which is submitted in the same act.</summary>
    Draft,
    ChangesRequested,
    Expired,
    ApprovedWithConditions,
    Suspended,

    /// <summary>Taken back by risk or the chair: it may not be started any more.</summary>
    Revoked,

    /// <summary>Ended by its owner: nothing takes its place in the stage.</summary>
    Retired,

    /// <summary>Applied by two people before it was decided. The steps that they skipped review it.</summary>
    AppliedInEmergency,
}

/// <summary>The allowed moves of a request.</summary>
public static class PromotionMoves
{
    private static readonly HashSet<(PromotionState From, PromotionState To)> Allowed =
    [
        (PromotionState.Draft, PromotionState.Submitted),
        (PromotionState.Submitted, PromotionState.GateCheck),
        (PromotionState.GateCheck, PromotionState.GateFailed),
        (PromotionState.GateCheck, PromotionState.InReview),
        (PromotionState.GateFailed, PromotionState.Draft),
        (PromotionState.GateFailed, PromotionState.Withdrawn),
        (PromotionState.InReview, PromotionState.Approved),
        (PromotionState.InReview, PromotionState.ChangesRequested),
        (PromotionState.InReview, PromotionState.Rejected),
        (PromotionState.InReview, PromotionState.Expired),
        (PromotionState.InReview, PromotionState.Stale),
        (PromotionState.InReview, PromotionState.Withdrawn),
        (PromotionState.ChangesRequested, PromotionState.Draft),
        (PromotionState.ChangesRequested, PromotionState.Withdrawn),
        (PromotionState.InReview, PromotionState.ApprovedWithConditions),
        (PromotionState.ApprovedWithConditions, PromotionState.Applied),
        (PromotionState.ApprovedWithConditions, PromotionState.Expired),
        (PromotionState.ApprovedWithConditions, PromotionState.Stale),
        (PromotionState.ApprovedWithConditions, PromotionState.Withdrawn),
        (PromotionState.Approved, PromotionState.Applied),
        (PromotionState.Approved, PromotionState.Expired),
        (PromotionState.Approved, PromotionState.Stale),
        (PromotionState.Approved, PromotionState.Withdrawn),
        (PromotionState.Stale, PromotionState.Submitted),
        (PromotionState.Stale, PromotionState.Draft),
        (PromotionState.Stale, PromotionState.Expired),
        (PromotionState.Stale, PromotionState.Withdrawn),
        (PromotionState.Applied, PromotionState.Suspended),
        (PromotionState.Suspended, PromotionState.Applied),
        (PromotionState.Applied, PromotionState.Superseded),
        (PromotionState.Suspended, PromotionState.Superseded),
        (PromotionState.Approved, PromotionState.Revoked),
        (PromotionState.ApprovedWithConditions, PromotionState.Revoked),
        (PromotionState.Applied, PromotionState.Revoked),
        (PromotionState.Suspended, PromotionState.Revoked),
        (PromotionState.Draft, PromotionState.AppliedInEmergency),
        (PromotionState.GateFailed, PromotionState.AppliedInEmergency),
        (PromotionState.InReview, PromotionState.AppliedInEmergency),
        (PromotionState.Stale, PromotionState.AppliedInEmergency),
        (PromotionState.AppliedInEmergency, PromotionState.Applied),
        (PromotionState.AppliedInEmergency, PromotionState.Suspended),
        (PromotionState.AppliedInEmergency, PromotionState.Revoked),
        (PromotionState.Applied, PromotionState.Retired),
        (PromotionState.Suspended, PromotionState.Retired),
    ];

    public static bool CanMove(PromotionState from, PromotionState to) => Allowed.Contains((from, to));

    /// <summary>Still to be decided or applied: a second request for the same version waits for it.</summary>
    public static readonly IReadOnlyList<PromotionState> Open =
    [
        PromotionState.Draft, PromotionState.Submitted, PromotionState.GateCheck, PromotionState.GateFailed, PromotionState.InReview, PromotionState.ChangesRequested, PromotionState.Approved, PromotionState.ApprovedWithConditions, PromotionState.Stale, PromotionState.AppliedInEmergency,
    ];

    /// <summary>Nothing goes on before the requester does something: submits again, or has it applied.</summary>
    public static readonly IReadOnlyList<PromotionState> WithRequester = [PromotionState.GateFailed, PromotionState.ChangesRequested, PromotionState.Stale, PromotionState.Approved, PromotionState.ApprovedWithConditions];

    /// <summary>Rests on a subject that others can change.</summary>
    public static readonly IReadOnlyList<PromotionState> CanGoStale = [PromotionState.InReview, PromotionState.Approved, PromotionState.ApprovedWithConditions];

    /// <summary>Decided for, and waits to be applied.</summary>
    public static readonly IReadOnlyList<PromotionState> Approvals = [PromotionState.Approved, PromotionState.ApprovedWithConditions];

    /// <summary>Holds its stage.</summary>
    public static readonly IReadOnlyList<PromotionState> InForce = [PromotionState.Applied, PromotionState.AppliedInEmergency, PromotionState.Suspended];

    /// <summary>May have a step that is to be signed: what is in review, and what was applied in an emergency.</summary>
    public static readonly IReadOnlyList<PromotionState> Signed = [PromotionState.InReview, PromotionState.AppliedInEmergency, PromotionState.Suspended];

    /// <summary>A last instant stands over it.</summary>
    public static readonly IReadOnlyList<PromotionState> CanExpire = [PromotionState.InReview, PromotionState.Approved, PromotionState.ApprovedWithConditions, PromotionState.Stale];

    /// <summary>The clock has something to say of it.</summary>
    public static readonly IReadOnlyList<PromotionState> Timed = [.. CanExpire, PromotionState.AppliedInEmergency, PromotionState.Suspended];
}
