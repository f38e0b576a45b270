namespace Portal.Findings;

public enum ExceptionState
{
    /// <summary>Somebody asks for it; nothing is tolerated yet.</summary>
    Requested = 1,

    /// <summary>It holds until its last day is over, or until it is ended.</summary>
    Approved,
    Declined,
    Ended,
}

/// <summary>The allowed moves of an exception.</summary>
public static class ExceptionMoves
{
    private static readonly HashSet<(ExceptionState From, ExceptionState To)> Allowed =
    [
        (ExceptionState.Requested, ExceptionState.Approved),
        (ExceptionState.Requested, ExceptionState.Declined),
        (ExceptionState.Approved, ExceptionState.Ended),
    ];

    public static bool CanMove(ExceptionState from, ExceptionState to) => Allowed.Contains((from, to));
}

/// <summary>What can be tolerated.</summary>
public enum ExceptionRule
{
    /// <summary>A tier or legal class lower than the answers give.</summary>
    Classification = 1,

    /// <summary>A check of the gate that does not pass.</summary>
    Check,
}

public enum ExceptionEnd
{
    /// <summary>Its last day has passed.</summary>
    Expired = 1,

    /// <summary>Somebody decided anew on what it was about.</summary>
    Replaced,

    /// <summary>Ended before its last day.</summary>
    Revoked,

    /// <summary>It never held.</summary>
    Declined,
}
