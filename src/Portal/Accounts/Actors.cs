using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Accounts;

/// <summary>Makes the actor of a call from what the database says now, not from what a cookie or a token once said.</summary>
public sealed class Actors(IDbContextFactory<PortalDb> dbs, TimeProvider time)
{
    public async Task<Actor?> InPerson(PersonId person, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await NameOf(db, person, ct) is { } name ? Actor.InPerson(person, name, await PermissionsOf(db, person, ct)) : null;
    }

    public async Task<Actor?> ByToken(string secret, CancellationToken ct)
    {
        if (secret.Length < ApiToken.ShortestSecret)
            return null;

        var (hash, now) = (ApiToken.HashOf(secret), time.GetUtcNow());
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await db.ApiTokens.AsNoTracking().SingleOrDefaultAsync(token => token.Hash == hash && token.ExpiresAt > now, ct) is not { } token)
            return null;

        return await NameOf(db, token.Person, ct) is { } name ? Actor.ByToken(token.Person, name, token.Name, token.Scopes.ToHashSet()) : null;
    }

    internal static async Task<IReadOnlySet<Permission>> PermissionsOf(PortalDb db, PersonId person, CancellationToken ct) =>
        Roles.PermissionsOf(await db.RolesOf(person, ct));

    /// <summary>Null for everybody who may not act: whoever is disabled or has left, and who did not accept an invitation yet.</summary>
    internal static Task<string?> NameOf(PortalDb db, PersonId person, CancellationToken ct) =>
        db.Users.Where(user => user.Id == person.Value && user.State == PersonState.Active).Select(user => (string?)user.Name).SingleOrDefaultAsync(ct);
}
