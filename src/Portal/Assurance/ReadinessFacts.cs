using Portal.Evaluation;
using Portal.Policies;
using Portal.Register;
using Portal.Shared;

namespace Portal.Assurance;

/// <summary>All that readiness is found from, and nothing else.</summary>
public sealed record ReadinessFacts
{
    public required string Code { get; init; }

    public required Policy Policy { get; init; }

    public required DateTimeOffset Now { get; init; }

    /// <summary>The organisation's day: by it, a check has run out or not.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>What is published; as long as nothing is, what is drafted.</summary>
    public required EntryContent Content { get; init; }

    /// <summary>As published.</summary>
    public PublishedFacts? Published { get; init; }

    /// <summary>Where the revision stands that is being worked on.</summary>
    public EntryState? Open { get; init; }

    public DateTimeOffset? OrphanedAt { get; init; }

    /// <summary>Why no version may reach people, whatever it shows.</summary>
    public string? Closed { get; init; }

    public VersionFacts? Version { get; init; }

    public required Signers Signers { get; init; }

    /// <summary>What is tolerated of the system now.</summary>
    public IReadOnlyList<HeldException> Exceptions { get; init; } = [];

    /// <summary>What of the system is severe or overdue and not closed, the first due first.</summary>
    public IReadOnlyList<PressingFinding> Findings { get; init; } = [];

    /// <summary>A tier that nobody has confirmed is asked for the most, as at the gate.</summary>
    public RiskTier Tier => Published?.Tier ?? RiskTier.Critical;
}

public sealed record PublishedFacts(int Revision, RiskTier Tier, DateTimeOffset? ReviewDue);

/// <summary>The version that counts: the furthest one, of equals the newest.</summary>
public sealed record VersionFacts(string Label, Stage Stage, GateEvidence Evidence, MaturityFacts Maturity)
{
    public bool IsLive => Stage is Stage.Pilot or Stage.Production;
}

/// <summary>A finding that must be done before the system goes further.</summary>
public sealed record PressingFinding(string Code, string Title, bool IsSevere, DateOnly Due);

/// <summary>An exception that holds.</summary>
public sealed record HeldException(string Code, string What, string CompensatingControl, DateTimeOffset Until);
