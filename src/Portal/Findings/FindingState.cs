namespace Portal.Findings;

public enum FindingState
{
    /// <summary>Somebody has it and must do something.</summary>
    Open = 1,

    /// <summary>Whoever has it says that it is done, and shows it.</summary>
    Claimed,

    /// <summary>Somebody else has looked and agrees.</summary>
    Closed,
}

/// <summary>The allowed moves of a finding. Nothing is closed that nobody claims to have done.</summary>
public static class FindingMoves
{
    private static readonly HashSet<(FindingState From, FindingState To)> Allowed =
    [
        (FindingState.Open, FindingState.Claimed),
        (FindingState.Claimed, FindingState.Open),
        (FindingState.Claimed, FindingState.Closed),
        (FindingState.Closed, FindingState.Open),
    ];

    public static bool CanMove(FindingState from, FindingState to) => Allowed.Contains((from, to));
}

/// <summary>What brought it up.</summary>
public enum FindingSource { ShadowAi = 1, Contract, Alert, Validation, Audit, Condition, Drill, Review, Reconciliation }

public enum FindingSeverity { Note = 1, Moderate, Severe }

/// <summary>What was done about a finding.</summary>
public enum FindingAct { Raised = 1, Claimed, Returned, Closed, Reopened, Moved, Noted }
