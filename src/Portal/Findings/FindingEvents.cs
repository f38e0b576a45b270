namespace Portal.Findings;

/// <summary>What happens to a finding, in the words of the ledger.</summary>
internal static class FindingEvents
{
    public const string Raised = "finding.raised";
    public const string Claimed = "finding.claimed";
    public const string Returned = "finding.returned";
    public const string Closed = "finding.closed";
    public const string Reopened = "finding.reopened";
    public const string Moved = "finding.moved";
    public const string Noted = "finding.noted";
    public const string Overdue = "finding.overdue";
}
