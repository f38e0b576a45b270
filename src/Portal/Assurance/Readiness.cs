using Portal.Shared;

namespace Portal.Assurance;

/// <summary>Whether what is demanded is there. What nobody looked at is not met.</summary>
public enum ReadinessState { Lacks = 1, Tolerated, NotChecked, Met }

/// <summary>Where an item is mended, or can be seen.</summary>
public enum ReadinessPlace { Entry = 1, Field, Versions, Version, Card, Monitoring, Signers, Finding, Findings, Exception, Policy }

/// <summary>One thing that the tier demands, and how it stands.</summary>
public sealed record ReadinessItem(string Key, string Name, ReadinessState State, string Explanation, ReadinessPlace Place)
{
    /// <summary>Which field, version or exception; absent where there is but one.</summary>
    public string? At { get; init; }
}

/// <summary>What a system's tier demands before Production, as it stands now.</summary>
public sealed record Readiness(string Code, string Name, RiskTier Tier, bool TierIsConfirmed, int Policy, string? Version, Stage? Stage, IReadOnlyList<ReadinessItem> Items, Maturity Maturity)
{
    public IEnumerable<ReadinessItem> Lacking => Of(ReadinessState.Lacks);

    public IEnumerable<ReadinessItem> Of(ReadinessState state) => Items.Where(item => item.State == state);
}
