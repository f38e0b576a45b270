using Portal.Policies;

namespace Portal.Promotions;

/// <summary>What a signer says. Who recuses takes no part, and leaves the seat to its alternate.</summary>
public enum Verdict { Approve = 1, Reject, RequestChanges, Abstain, Recuse, ApproveWithConditions }

public static class Verdicts
{
    /// <summary>How it counts; recusing does not.</summary>
    public static Ballot? Ballot(this Verdict verdict) => verdict switch
    {
        Verdict.Approve or Verdict.ApproveWithConditions => Policies.Ballot.For,
        Verdict.Reject or Verdict.RequestChanges => Policies.Ballot.Against,
        Verdict.Abstain => Policies.Ballot.Abstained,
        Verdict.Recuse => null,
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, null),
    };

    public static bool NeedsReason(this Verdict verdict) => verdict is Verdict.Reject or Verdict.RequestChanges;
}
