using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Portal.Data;

namespace Portal.Accounts.Factors;

/// <summary>
/// What the portal hands out and takes back soon, once: who passed the first step of signing in, or what a passkey was asked for. It is
/// sealed, so nobody reads or makes one; handing it out writes nothing, so nobody fills the database by asking.
/// </summary>
internal sealed record Ticket(TicketPurpose Purpose, DateTimeOffset ExpiresAt)
{
    public Guid? Person { get; init; }

    /// <summary>How the first step of signing in was done.</summary>
    public SignInMethod? First { get; init; }

    public Guid? Session { get; init; }

    public string? Subject { get; init; }

    public string? Meaning { get; init; }

    /// <summary>What the answer of a passkey is held against: its challenge.</summary>
    public string? Asked { get; init; }
}

internal enum TicketPurpose
{
    SignInCode = 1,
    PasskeySignIn,
    PasskeyRegistration,
    PasskeyStepUp,
    ProviderSignIn,
}

/// <summary>Seals and opens them.</summary>
public sealed class Tickets(SealingKey key)
{
    private const int LongestText = 8000;
    private const string Purpose = "Tickets";

    internal string Seal(Ticket ticket) => Base64Url.EncodeToString(key.Seal(JsonSerializer.SerializeToUtf8Bytes(ticket, TicketJson.Default.Ticket), Purpose));

    /// <summary>Null for what was not sealed here, is for something else, or too old.</summary>
    internal OpenedTicket? Open(string text, TicketPurpose purpose, DateTimeOffset now)
    {
        if (text.Length is 0 or > LongestText || !Base64Url.IsValid(text))
            return null;

        var box = Base64Url.DecodeFromChars(text);
        try
        {
            return JsonSerializer.Deserialize(key.Unseal(box, Purpose), TicketJson.Default.Ticket) is { } ticket && ticket.Purpose == purpose && now <= ticket.ExpiresAt
                ? new OpenedTicket(ticket, Convert.ToHexStringLower(SHA256.HashData(box)))
                : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}

/// <summary>The hash is of the sealed bytes, since the same bytes can be written as text in more than one way.</summary>
internal sealed record OpenedTicket(Ticket Content, string Hash)
{
    /// <summary>True the first time, in the transaction of what it is for. Tickets that are too old by themselves are forgotten.</summary>
    public async Task<bool> Spend(PortalDb db, DateTimeOffset now, CancellationToken ct)
    {
        if (await db.SpentTickets.AnyAsync(spent => spent.Hash == Hash, ct))
            return false;

        db.SpentTickets.RemoveRange(await db.SpentTickets.Where(spent => spent.ExpiresAt < now).OrderBy(spent => spent.ExpiresAt).Take(100).ToListAsync(ct));
        db.SpentTickets.Add(new SpentTicket(Hash, Content.ExpiresAt));
        return true;
    }
}

[JsonSerializable(typeof(Ticket))]
[JsonSourceGenerationOptions(UseStringEnumConverter = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
internal sealed partial class TicketJson : JsonSerializerContext;
