using Microsoft.EntityFrameworkCore;
using Portal.Accounts.Passwords;
using Portal.Data;
using Portal.Shared;

namespace Portal.Accounts.Factors;

/// <summary>Holds what a person showed against what is kept: the slow part before the transaction, what must happen once inside of it.</summary>
public sealed class CredentialCheck(PasswordCheck passwords, PasskeyProtocol protocol, Tickets tickets, SealingKey key, TimeProvider time)
{
    internal const string WrongCode = "The code is not right, or was used already. Wait for the next one.";

    internal sealed record Prepared(Shown Shown, string? HashHeld, (OpenedTicket Ticket, PasskeyHeld Held)? Passkey);

    internal async Task<Prepared> Prepare(PersonId person, Shown shown, CancellationToken ct) => new(
        shown,
        shown.Password.Length > 0 ? await passwords.HashHeld(person, shown.Password, ct) : null,
        shown.Passkey is { } answer ? await protocol.HoldAnswer(tickets, answer, TicketPurpose.PasskeyStepUp, time.GetUtcNow(), ct) : null);

    /// <summary>
    /// Which components held; a refusal that names the field when one did not. A passkey counts when it was asked for by this person in
    /// this session for this subject and meaning, once.
    /// </summary>
    internal async Task<Result<Components>> Hold(
        PortalDb db, PortalUser user, Prepared prepared, SessionId? session, Digest subject, string meaning, DateTimeOffset now, CancellationToken ct)
    {
        if (prepared.Shown.Passkey is not null)
            return await HoldsPasskey(db, user, prepared, session, subject, meaning, now, ct) ? Components.Passkey : new Invalid("passkey", "The passkey was not accepted. Try again.");

        Components held = 0;
        if (prepared.Shown.Password.Length > 0)
        {
            if (prepared.HashHeld is null || prepared.HashHeld != user.PasswordHash)
                return new Invalid("password", "The password is not right.");
            held |= Components.Password;
        }

        if (prepared.Shown.Code.Length > 0)
        {
            if (!await HoldsCode(db, user, prepared.Shown.Code, now, ct))
                return new Invalid("code", WrongCode);
            held |= Components.Code;
        }

        return held;
    }

    internal async Task<bool> HoldsCode(PortalDb db, PortalUser user, string code, DateTimeOffset now, CancellationToken ct)
    {
        var (person, figures) = (user.Person, code.Replace(" ", "", StringComparison.Ordinal));
        return await db.SecondFactors.SingleOrDefaultAsync(factor => factor.Person == person && factor.ConfirmedAt != null, ct) is { } factor && factor.Take(figures, key, now);
    }

    private static async Task<bool> HoldsPasskey(
        PortalDb db, PortalUser user, Prepared prepared, SessionId? session, Digest subject, string meaning, DateTimeOffset now, CancellationToken ct) =>
        prepared.Passkey is (var ticket, var held)
        && ticket.Content is var asked && asked.Person == user.Id && held.Person == user.Person && asked.Session == session?.Value
        && asked.Subject == subject.Text && asked.Meaning == meaning && now <= asked.ExpiresAt
        && await ticket.Spend(db, now, ct) && await PasskeyUse.Counted(db, held, ct);
}
