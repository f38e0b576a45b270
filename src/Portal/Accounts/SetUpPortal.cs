using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Portal.Accounts.Passwords;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Accounts;

/// <summary>
/// Makes the first administrator of an empty portal, for whoever can read its log. Once there is a person, there is no set-up.
/// </summary>
public sealed class SetUpPortal(IDbContextFactory<PortalDb> dbs, PasswordCheck passwords, SignInThrottle throttle, PersonKeys keys, TimeProvider time)
{
    // Without letters and digits that look alike; 20 of 32 signs are 100 bits.
    private const string Signs = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private const int Length = 20;

    private static readonly Forbidden Wrong = new("This is not the set-up code of the log. It is made anew at each start.");

    public sealed record Input(string Code, string Name, string Email, string Department, string Password, Origin Origin)
    {
        // Neither the code nor the password belongs into a log.
        public override string ToString() => nameof(SetUpPortal);
    }

    public async Task<bool> IsOpen(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return !await db.Users.AnyAsync(ct);
    }

    /// <summary>Makes the code anew, for the log; null when the portal has people. Not an act yet: using it is, and trying to.</summary>
    public async Task<string?> MakeCode(CancellationToken ct)
    {
        if (!await IsOpen(ct))
            return null;

        var code = RandomNumberGenerator.GetString(Signs, Length);
        _ = await dbs.WriteAsync<Done>(async db =>
        {
            if (await db.SetupCodes.SingleOrDefaultAsync(row => row.Id == SetupCode.OnlyRow, ct) is { } row)
                row.Renew(code, time.GetUtcNow());
            else
                db.SetupCodes.Add(new SetupCode(code, time.GetUtcNow()));
            return new Done();
        }, ct);
        return string.Join('-', code.Chunk(5).Select(part => new string(part)));
    }

    public async Task<Result<PersonId>> Run(Input input, CancellationToken ct)
    {
        await throttle.Pause(input.Origin.Address, ct);
        var result = await dbs.WriteAsync<PersonId>(db => Decide(db, input, time.GetUtcNow(), ct), ct);
        if (result.Refusal is Forbidden)
            throttle.Failed(input.Origin.Address);
        return result;
    }

    private async Task<Result<PersonId>> Decide(PortalDb db, Input input, DateTimeOffset now, CancellationToken ct)
    {
        if (await db.Users.AnyAsync(ct))
            return new NotFound("The set-up");

        var code = input.Code.Replace("-", "", StringComparison.Ordinal).Trim().ToUpperInvariant();
        if (await db.SetupCodes.SingleOrDefaultAsync(row => row.Id == SetupCode.OnlyRow, ct) is not { } row || !row.Fits(code))
        {
            db.KeepWhenRefused();
            return await RefusedSignIns.Add(db, RefusedSignIns.Unknown, now, ct)
                ? db.Refused(Actor.System("setup"), now, "portal.set-up", "portal", Wrong)
                : Wrong;
        }

        if (PersonFields.FaultsOf(input.Name, input.Email, input.Department) is { Count: > 0 } faults)
            return new Invalid(faults);
        if (PasswordRules.FaultOf("password", input.Password, input.Name, input.Email) is { } weak)
            return weak;

        var user = new PortalUser(input.Email.Trim(), input.Name.Trim(), input.Department.Trim(), now);
        PersonFields.Normalise(user);
        user.TakePassword(passwords.Hash(user, input.Password), now);
        var grant = RoleGrant.Proposed(user.Person, Role.Administrator, null, "The first administrator.", now);
        grant.HoldAlone(bootstrap: true, now);
        db.Users.Add(user);
        db.RoleGrants.Add(grant);
        db.SetupCodes.Remove(row);
        await Departments.Ensure(db, user.Department, now, ct);
        db.Record(new EntryDraft(Actor.System("setup"), now, "portal.set-up", user.Person.ToString()) { Personal = await keys.Seal(db, user.Person, PersonFields.OnRecord(user), now, ct), After = grant.Digest, Details = GrantRole.DetailsOf(grant) });
        return user.Person;
    }
}
