namespace Portal.Policies;

/// <summary>How often and how long a standing approval may be used at most.</summary>
public sealed record StandingRule(int MostUses, int MostDays)
{
    /// <summary>What holds where a policy says nothing of standing approvals.</summary>
    public static StandingRule UnlessTold { get; } = new(8, 90);
}
