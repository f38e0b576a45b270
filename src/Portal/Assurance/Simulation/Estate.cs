using Portal.Evaluation;
using Portal.Policies;
using Portal.Policies.Classification;
using Portal.Promotions;
using Portal.Shared;

namespace Portal.Assurance.Simulation;

/// <summary>The stored inputs of everything that a policy decides: systems, what is live, and what was decided.</summary>
public sealed record Estate(IReadOnlyList<StandingSystem> Systems, IReadOnlyList<LiveVersion> Live, IReadOnlyList<PastDecision> Decisions);

/// <summary>A published system with its answers and the tier that risk has confirmed.</summary>
public sealed record StandingSystem(string Code, string Name, RiskTier Tier, Answers Answers);

/// <summary>A version that people are exposed to, with the evidence that there is for it now.</summary>
public sealed record LiveVersion(StandingSystem System, string Version, Stage Stage, GateEvidence Evidence);

/// <summary>A request that was decided, with what there was to see when its gate was checked.</summary>
public sealed record PastDecision(
    PromotionId Id, string Code, StandingSystem System, string Version, Stage Target, DateOnly Begun, DateTimeOffset SubmittedAt, PromotionState State,
    GateOutcome Gate, GateEvidence Evidence, IReadOnlyList<StepVote> Votes)
{
    /// <summary>What kind of change it was decided as.</summary>
    public ChangeClass Change { get; init; } = ChangeClass.Major;
}
