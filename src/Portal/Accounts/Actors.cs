using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Data;
using Portal.Shared;

namespace Portal.Accounts;

/// <summary>Makes the actor of a call from what the database says now, not from what a cookie or a token once said.</summary>
public sealed partial class Actors(IDbContextFactory<PortalDb> dbs, TimeProvider time, ILogger<Actors> log)
{
    public async Task<Actor?> InPerson(PersonId person, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await NameOf(db, person, time.GetUtcNow(), ct) is { } name ? Actor.InPerson(person, name, await PermissionsOf(db, person, ct)) : null;
    }

    public async Task<Actor?> ByToken(string secret, CancellationToken ct)
    {
        if (secret.Length < ApiToken.ShortestSecret)
            return null;

        // Read anew for each request, so that what is revoked, and whoever may not act any more, is out at once.
        var (hash, now) = (ApiToken.HashOf(secret), time.GetUtcNow());
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await db.ApiTokens.SingleOrDefaultAsync(token => token.Hash == hash && token.RevokedAt == null && token.ExpiresAt > now, ct) is not { } token
            || await NameOf(db, token.Person, now, ct) is not { } name)
            return null;

        var actor = token.Actor(name, token.Scopes.Exists(TokenScopes.IsOfRoles) ? await PermissionsOf(db, token.Person, ct) : new HashSet<Permission>());
        if (token.IsUseToBeNoted(now))
            await Note(db, token, now, ct);
        return actor;
    }

    /// <summary>A remark, no change: a database that cannot be written right now does not keep anybody from reading.</summary>
    private async Task Note(PortalDb db, ApiToken token, DateTimeOffset now, CancellationToken ct)
    {
        try
        {
            token.Used(now);
            await db.SaveChangesAsync(ct);
        }
        catch (Exception fault) when (fault is DbUpdateException or DbException)
        {
            Log.UseNotNoted(log, token.Name, fault);
        }
    }

    internal static async Task<IReadOnlySet<Permission>> PermissionsOf(PortalDb db, PersonId person, CancellationToken ct) =>
        await HeldBack(db, person, Roles.PermissionsOf(await db.RolesOf(person, ct)), ct);

    /// <summary>Nobody administers before a second factor is set up; at this one place, so that no page or use case forgets it.</summary>
    private static async Task<IReadOnlySet<Permission>> HeldBack(PortalDb db, PersonId person, IReadOnlySet<Permission> permissions, CancellationToken ct) =>
        permissions.Any(Roles.Administers) && (await HeldFactors.Of(db, person, ct)).Missing
            ? permissions.Where(permission => !Roles.Administers(permission)).ToHashSet()
            : permissions;

    /// <summary>Null for everybody who may not act: whoever is disabled, is over or has left, and who did not accept an invitation yet.</summary>
    internal static Task<string?> NameOf(PortalDb db, PersonId person, DateTimeOffset now, CancellationToken ct) =>
        db.Users.Where(user => user.Id == person.Value && user.State == PersonState.Active && (user.EndsAt == null || user.EndsAt > now)).Select(user => (string?)user.Name).SingleOrDefaultAsync(ct);

    private static partial class Log
    {
        [LoggerMessage(1202, LogLevel.Warning, "The use of {Token} could not be noted; the request goes on")]
        public static partial void UseNotNoted(ILogger log, string token, Exception fault);
    }
}
