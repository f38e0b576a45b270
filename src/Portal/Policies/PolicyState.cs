namespace Portal.Policies;

public enum PolicyState
{
    Draft = 1,

    /// <summary>Its author has signed it; a second policy manager publishes it or sends it back.</summary>
    Proposed,
    Published,
    Discarded,
}

/// <summary>The allowed moves of a policy. What is published never moves again: the next one takes its place.</summary>
public static class PolicyMoves
{
    private static readonly HashSet<(PolicyState From, PolicyState To)> Allowed =
    [
        (PolicyState.Draft, PolicyState.Proposed),
        (PolicyState.Draft, PolicyState.Discarded),
        (PolicyState.Proposed, PolicyState.Draft),
        (PolicyState.Proposed, PolicyState.Published),
    ];

    public static bool CanMove(PolicyState from, PolicyState to) => Allowed.Contains((from, to));
}

/// <summary>What publishing does to requests that are open.</summary>
public enum OpenRequests
{
    /// <summary>They go on under the policy that they started with.</summary>
    Keep = 1,

    /// <summary>They go through the gate again, under the new one, and earlier signers sign again on the difference.</summary>
    GateAgain,
}
