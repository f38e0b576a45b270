using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Accounts;

/// <summary>Whose link it is and what for.</summary>
public sealed record OpenLink(string Name, string Email, LinkPurpose Purpose, DateTimeOffset ExpiresAt);

/// <summary>Makes links, and finds them again by their secret. One answer for a secret that is wrong, used, replaced or too old.</summary>
public sealed class OneTimeLinks(IDbContextFactory<PortalDb> dbs, TimeProvider time)
{
    internal static readonly Forbidden Closed = new("This link opens nothing any more: it was used, replaced by a newer one, or is too old. Ask for a new one.");

    /// <summary>Makes a link within the change that it belongs to; older ones of the person are closed. Returns its secret, which is not kept.</summary>
    internal static async Task<string> Make(PortalDb db, PersonId person, LinkPurpose purpose, DateTimeOffset now, CancellationToken ct)
    {
        await CloseAll(db, person, now, ct);
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        db.OneTimeLinks.Add(new OneTimeLink(secret, person, purpose, now));
        return secret;
    }

    internal static async Task CloseAll(PortalDb db, PersonId person, DateTimeOffset now, CancellationToken ct)
    {
        foreach (var link in await db.OneTimeLinks.Where(link => link.Person == person && link.ClosedAt == null).ToListAsync(ct))
            link.Close(now);
    }

    /// <summary>The address to send. The secret is in the fragment, which a browser sends to nobody and no log sees.</summary>
    public static string AddressOf(string publicUrl, string secret) => $"{publicUrl.TrimEnd('/')}/account/accept#{secret}";

    public async Task<Result<OpenLink>> Read(string secret, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await Find(db, secret, time.GetUtcNow(), ct) is (var link, var user)
            ? new OpenLink(user.Name, user.Email ?? "", link.Purpose, link.ExpiresAt)
            : Closed;
    }

    internal static async Task<(OneTimeLink, PortalUser)?> Find(PortalDb db, string secret, DateTimeOffset now, CancellationToken ct)
    {
        var hash = ApiToken.HashOf(secret);
        if (await db.OneTimeLinks.SingleOrDefaultAsync(link => link.Hash == hash, ct) is not { } link || !link.IsOpen(now))
            return null;

        var user = await db.Users.SingleAsync(user => user.Id == link.Person.Value, ct);
        return user.State is PersonState.Invited or PersonState.Active ? (link, user) : null;
    }
}
