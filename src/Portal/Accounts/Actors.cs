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
        var name = await db.Users.Where(user => user.Id == person.Value).Select(user => user.Name).SingleOrDefaultAsync(ct);
        return name is null ? null : Actor.InPerson(person, name, await PermissionsOf(db, person, ct));
    }

    public async Task<Actor?> ByToken(string secret, CancellationToken ct)
    {
        if (secret.Length < ApiToken.ShortestSecret)
            return null;

        var (hash, now) = (ApiToken.HashOf(secret), time.GetUtcNow());
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await db.ApiTokens.AsNoTracking().SingleOrDefaultAsync(token => token.Hash == hash && token.ExpiresAt > now, ct) is not { } token)
            return null;

        var name = await db.Users.Where(user => user.Id == token.Person.Value).Select(user => user.Name).SingleAsync(ct);
        return Actor.ByToken(token.Person, name, token.Name, token.Scopes.ToHashSet());
    }

    internal static async Task<IReadOnlySet<Permission>> PermissionsOf(PortalDb db, PersonId person, CancellationToken ct) =>
        Roles.PermissionsOf(await db.RoleGrants.Where(grant => grant.Person == person).Select(grant => grant.Role).ToListAsync(ct));
}
