namespace Portal.Accounts;

public enum GrantState
{
    /// <summary>Waits for a second administrator.</summary>
    Proposed = 1,
    Held,
    Declined,
    Ended,
}

/// <summary>The allowed moves of a grant.</summary>
public static class GrantMoves
{
    private static readonly HashSet<(GrantState From, GrantState To)> Allowed =
    [
        (GrantState.Proposed, GrantState.Held),
        (GrantState.Proposed, GrantState.Declined),
        (GrantState.Held, GrantState.Ended),
    ];

    /// <summary>Held, or about to be: what rules about roles that do not go together count.</summary>
    public static readonly IReadOnlyList<GrantState> Live = [GrantState.Proposed, GrantState.Held];

    public static bool CanMove(GrantState from, GrantState to) => Allowed.Contains((from, to));
}
