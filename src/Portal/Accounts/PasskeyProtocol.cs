using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Portal.Accounts.Factors;
using Portal.Data;
using Portal.Shared;

namespace Portal.Accounts;

/// <summary>What the browser is told to ask a passkey for, and what its answer is held against.</summary>
public sealed record PasskeyOffer(string Options, string Asked);

/// <summary>An offer on its way through the browser: the options for it, and the sealed ticket that comes back beside the answer.</summary>
public sealed record PasskeyRequest(string Options, string Ticket);

/// <summary>What came back.</summary>
public sealed record PasskeyAnswer(string Ticket, string Json)
{
    public const int LongestJson = 40_000;
}

/// <summary>A passkey that answered, and whose it is.</summary>
public sealed record PasskeyHeld(PersonId Person, UserPasskeyInfo Passkey);

/// <summary>
/// The protocol with the browser (WebAuthn), given by the host: the framework's handler asks for types of a request, which have no place
/// here. Each demands that the authenticator verified its user.
/// </summary>
public sealed record PasskeyProtocol(
    Func<PortalUser, CancellationToken, Task<PasskeyOffer>> OfferRegistration,
    Func<PortalUser?, CancellationToken, Task<PasskeyOffer>> OfferSignIn,
    Func<string, PasskeyAnswer, CancellationToken, Task<UserPasskeyInfo?>> Register,
    Func<string, PasskeyAnswer, CancellationToken, Task<PasskeyHeld?>> Hold)
{
    /// <summary>Where no browser can come: a portal without its face takes no passkey.</summary>
    internal static PasskeyProtocol None { get; } = new(
        (_, _) => throw new NotSupportedException("Passkeys are asked for in pages."),
        (_, _) => throw new NotSupportedException("Passkeys are asked for in pages."),
        (_, _, _) => Task.FromResult<UserPasskeyInfo?>(null),
        (_, _, _) => Task.FromResult<PasskeyHeld?>(null));
}

internal static class PasskeyUse
{
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>The sign-in page may stand open for a while before somebody comes.</summary>
    public static readonly TimeSpan PatienceOfPage = TimeSpan.FromMinutes(30);

    /// <summary>Holds an answer against its ticket, outside of a transaction; <see cref="OpenedTicket.Spend"/> makes it count once.</summary>
    public static async Task<(OpenedTicket Ticket, PasskeyHeld Held)?> HoldAnswer(
        this PasskeyProtocol protocol, Tickets tickets, PasskeyAnswer answer, TicketPurpose purpose, DateTimeOffset now, CancellationToken ct) =>
        answer.Json.Length <= PasskeyAnswer.LongestJson
        && tickets.Open(answer.Ticket, purpose, now) is { Content.Asked: { } asked } ticket
        && await protocol.Hold(asked, answer, ct) is { } held
            ? (ticket, held)
            : null;

    /// <summary>The signature counter, which shows a copied authenticator, goes on in the transaction of what the passkey was for.</summary>
    public static async Task<bool> Counted(PortalDb db, PasskeyHeld held, CancellationToken ct)
    {
        var (person, id) = (held.Person.Value, held.Passkey.CredentialId);
        if (await db.UserPasskeys.SingleOrDefaultAsync(row => row.UserId == person && row.CredentialId == id, ct) is not { } row)
            return false;

        (row.Data.SignCount, row.Data.IsBackedUp) = (held.Passkey.SignCount, held.Passkey.IsBackedUp);
        return true;
    }
}
