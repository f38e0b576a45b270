using System.Buffers.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Accounts;

public sealed record PasskeyLine(string Id, string Name, DateTimeOffset CreatedAt, bool Synced);

/// <summary>How a person signs in; for that person alone.</summary>
public sealed record SecurityView(DateTimeOffset? AppSince, int RecoveryCodesLeft, IReadOnlyList<PasskeyLine> Passkeys, bool HasPassword, bool ByProvider, bool Demo)
{
    public HeldFactors Factors => new(AppSince is not null, Passkeys.Count > 0, Demo);
}

public sealed class SecurityQueries(IDbContextFactory<PortalDb> dbs)
{
    public async Task<SecurityView> Of(PersonId person, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var since = await db.SecondFactors.Where(factor => factor.Person == person).Select(factor => factor.ConfirmedAt).SingleOrDefaultAsync(ct);
        var left = await db.RecoveryCodes.CountAsync(code => code.Person == person && code.UsedAt == null, ct);
        var passkeys = await db.UserPasskeys.AsNoTracking().Where(row => row.UserId == person.Value).ToListAsync(ct);
        var user = await db.Users.Where(user => user.Id == person.Value).Select(user => new { HasPassword = user.PasswordHash != null, user.IsDemo }).SingleAsync(ct);
        var byProvider = await db.UserLogins.AnyAsync(login => login.UserId == person.Value, ct);
        return new(
            since, left,
            [
                .. passkeys.Select(row => new PasskeyLine(Base64Url.EncodeToString(row.CredentialId), row.Data.Name ?? "", row.Data.CreatedAt, row.Data.IsBackedUp))
                    .OrderBy(line => line.CreatedAt).ThenBy(line => line.Id, StringComparer.Ordinal),
            ],
            user.HasPassword, byProvider, user.IsDemo);
    }

    /// <summary>Whether this person decides or administers, and cannot before a second factor is set up.</summary>
    public async Task<bool> LacksFactor(PersonId person, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return Roles.PermissionsOf(await db.RolesOf(person, ct)).Any(Roles.NeedsSecondFactor) && (await HeldFactors.Of(db, person, ct)).Missing;
    }
}
