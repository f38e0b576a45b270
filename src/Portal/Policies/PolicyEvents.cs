namespace Portal.Policies;

/// <summary>What happens to a policy, in the words of the ledger.</summary>
public static class PolicyEvents
{
    public const string Adopted = "policy.adopted";
    public const string Proposed = "policy.proposed";
    public const string Returned = "policy.returned";
    public const string Published = "policy.published";
    public const string ChecksExpire = "policy.checks-expire";

    /// <summary>How an entry names a policy; the draft goes by the number that it will have.</summary>
    public static string SubjectOf(int number) => $"policy-{number}";
}
