using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Portal.Accounts.Factors;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Accounts;

/// <summary>Registers a passkey of the person under a name of their own.</summary>
public sealed class AddPasskey(IDbContextFactory<PortalDb> dbs, OwnAct own, PasskeyProtocol protocol, Tickets tickets, TimeProvider time)
{
    public const int LongestName = 60;

    /// <summary>Enough for every device that a person has; a bound for a list that is read at each sign-in.</summary>
    public const int Most = 20;

    public sealed record Input(string Name, PasskeyAnswer Answer, Shown Shown);

    /// <summary>What the browser is asked to make. The answer is taken in the same session only.</summary>
    public async Task<Result<PasskeyRequest>> Ask(Actor actor, CancellationToken ct)
    {
        if (actor.Through != Through.Session || actor.Person is not { } person)
            return OwnAct.InPages;

        await using var db = await dbs.CreateDbContextAsync(ct);
        var offer = await protocol.OfferRegistration(await db.Users.AsNoTracking().SingleAsync(user => user.Id == person.Value, ct), ct);
        return new PasskeyRequest(offer.Options, tickets.Seal(new Ticket(TicketPurpose.PasskeyRegistration, time.GetUtcNow() + PasskeyUse.Patience)
        {
            Person = person.Value,
            Session = actor.Session?.Value,
            Asked = offer.Asked,
        }));
    }

    public async Task<Result<Done>> Run(Actor actor, Input input, CancellationToken ct)
    {
        if (NameFault(input.Name) is { } fault)
            return fault;

        var ticket = tickets.Open(input.Answer.Ticket, TicketPurpose.PasskeyRegistration, time.GetUtcNow());
        var made = ticket?.Content.Asked is { } asked && input.Answer.Json.Length <= PasskeyAnswer.LongestJson ? await protocol.Register(asked, input.Answer, ct) : null;
        return await own.Run<Done>(actor, input.Shown, "passkey.add", async (db, user, now) =>
        {
            if (made is not { IsUserVerified: true } || ticket is null || ticket.Content.Person != user.Id || ticket.Content.Session != actor.Session?.Value || !await ticket.Spend(db, now, ct))
                return db.Refused(actor, now, "passkey.add", user.Person.ToString(), new Invalid("passkey", "The passkey was not accepted. Try again."));
            if (await db.UserPasskeys.CountAsync(row => row.UserId == user.Id, ct) >= Most)
                return new NotAllowed($"An account has at most {Most} passkeys. Remove one first.");

            db.UserPasskeys.Add(Row(user, input.Name.Trim(), made, now));
            db.Record(new EntryDraft(actor, now, "passkey.added", user.Person.ToString()));
            return new Done();
        }, ct);
    }

    internal static Refusal? NameFault(string name) =>
        string.IsNullOrWhiteSpace(name) ? new Invalid("name", "Give it a name, such as the device's.")
        : name.Trim().Length > LongestName ? new Invalid("name", $"At most {LongestName} characters.")
        : null;

    private static IdentityUserPasskey<Guid> Row(PortalUser user, string name, UserPasskeyInfo made, DateTimeOffset now) => new()
    {
        UserId = user.Id,
        CredentialId = made.CredentialId,
        Data = new IdentityPasskeyData
        {
            Name = name,
            CreatedAt = now,
            PublicKey = made.PublicKey,
            SignCount = made.SignCount,
            Transports = made.Transports,
            IsUserVerified = made.IsUserVerified,
            IsBackupEligible = made.IsBackupEligible,
            IsBackedUp = made.IsBackedUp,
            AttestationObject = made.AttestationObject,
            ClientDataJson = made.ClientDataJson,
        },
    };
}
