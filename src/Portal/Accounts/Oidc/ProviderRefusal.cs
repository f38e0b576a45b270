using Portal.Shared;

namespace Portal.Accounts.Oidc;

/// <summary>Why signing in at the provider came to nothing: a reason that the page has words for, and a sentence for the log.</summary>
public sealed record ProviderRefusal(ProviderTrouble Trouble, string Why) : Refusal(Why);

public enum ProviderTrouble
{
    /// <summary>The provider does not answer, or not as the protocol says.</summary>
    Unreachable = 1,

    /// <summary>The provider itself said no: the person cancelled, or may not use this application.</summary>
    Declined,

    /// <summary>What came back does not belong to a sign-in that was begun here and now.</summary>
    NotBegunHere,

    /// <summary>The provider's word about the person does not hold.</summary>
    NotTrusted,

    /// <summary>None of the person's groups means a role here.</summary>
    Unmapped,

    /// <summary>The provider vouches for no e-mail address.</summary>
    Unverified,

    /// <summary>Somebody has an account with this address that was neither invited nor opened in this browser.</summary>
    AddressTaken,

    /// <summary>The account is disabled, or its person has left.</summary>
    Closed,

    /// <summary>Too many wrong credentials were given for the account a moment ago.</summary>
    Locked,

    /// <summary>The portal is empty: its first person is made by the set-up code, or nobody could administer it.</summary>
    NotSetUp,
}
