using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Accounts.Passwords;

/// <summary>Holds a password against its hash outside of any transaction: the hash is slow on purpose, and a write holds up everybody.</summary>
public sealed class PasswordCheck(IDbContextFactory<PortalDb> dbs, IPasswordHasher<PortalUser> hasher)
{
    /// <summary>
    /// The hash that the password fits, or null. Whoever decides on it compares it with the one that is stored then: the password may
    /// have been changed in between.
    /// </summary>
    internal async Task<string?> HashHeld(PersonId person, string password, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var user = await db.Users.AsNoTracking().SingleAsync(user => user.Id == person.Value, ct);
        return password.Length is > 0 and <= PasswordRules.Longest && user.PasswordHash is { } hash
            && hasher.VerifyHashedPassword(user, hash, password) != PasswordVerificationResult.Failed ? hash : null;
    }

    /// <summary>The hash of a password that the rules have let pass.</summary>
    internal string Hash(PortalUser user, string password) => hasher.HashPassword(user, password);
}
