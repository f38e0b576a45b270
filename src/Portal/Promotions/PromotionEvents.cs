namespace Portal.Promotions;

/// <summary>What happens to a request, in the words of the ledger.</summary>
public static class PromotionEvents
{
    public const string Requested = "promotion.requested";
    public const string Approved = "promotion.approved";
    public const string Rejected = "promotion.rejected";
    public const string ChangesRequested = "promotion.changes-requested";
    public const string Abstained = "promotion.abstained";
    public const string Recused = "promotion.recused";
    public const string CloseSet = "promotion.close-set";
    public const string Closed = "promotion.closed";
    public const string Reminded = "promotion.reminded";
    public const string Escalated = "promotion.escalated";
    public const string ClockStopped = "promotion.clock-stopped";
    public const string ClockResumed = "promotion.clock-resumed";
    public const string Expired = "promotion.expired";
    public const string WentStale = "promotion.went-stale";
    public const string QuestionAsked = "promotion.question-asked";
    public const string QuestionAnswered = "promotion.question-answered";
    public const string Withdrawn = "promotion.withdrawn";
    public const string Applied = "promotion.applied";
    public const string ApprovedWithConditions = "promotion.approved-with-conditions";
    public const string Suspended = "promotion.suspended";
    public const string Resumed = "promotion.resumed";
    public const string EmergencyStarted = "promotion.emergency-started";
    public const string AppliedInEmergency = "promotion.applied-in-emergency";
    public const string Ratified = "promotion.ratified";
    public const string ReviewMissed = "promotion.review-missed";
    public const string StandingUsed = "promotion.standing-used";
    public const string Superseded = "promotion.superseded";
    public const string Revoked = "promotion.revoked";
    public const string Retired = "promotion.retired";
    public const string CertificateIssued = "certificate.issued";
    public const string NotAdmitted = "version.not-admitted";

    public static string Of(Verdict verdict) => verdict switch
    {
        Verdict.Approve => Approved,
        Verdict.ApproveWithConditions => ApprovedWithConditions,
        Verdict.Reject => Rejected,
        Verdict.RequestChanges => ChangesRequested,
        Verdict.Abstain => Abstained,
        Verdict.Recuse => Recused,
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, null),
    };
}
