namespace Portal.Accounts;

/// <summary>Whether a person may sign in. People are never deleted: what they decided stays theirs.</summary>
public enum PersonState
{
    /// <summary>Has an account, but no credential yet.</summary>
    Invited = 1,
    Active,

    /// <summary>Locked out by an administrator, for the time being.</summary>
    Disabled,

    /// <summary>No longer with the organisation.</summary>
    Left,
}

/// <summary>The allowed moves of an account. Who left does not come back: an account of its own is made then.</summary>
public static class PersonMoves
{
    private static readonly HashSet<(PersonState From, PersonState To)> Allowed =
    [
        (PersonState.Invited, PersonState.Active),
        (PersonState.Invited, PersonState.Disabled),
        (PersonState.Invited, PersonState.Left),
        (PersonState.Active, PersonState.Disabled),
        (PersonState.Active, PersonState.Left),
        (PersonState.Disabled, PersonState.Invited),
        (PersonState.Disabled, PersonState.Active),
        (PersonState.Disabled, PersonState.Left),
    ];

    public static bool CanMove(PersonState from, PersonState to) => Allowed.Contains((from, to));
}
