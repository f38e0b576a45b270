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
