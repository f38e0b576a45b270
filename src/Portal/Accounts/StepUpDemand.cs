using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Accounts;

/// <summary>
/// What a signature takes: two components for the first one of a session and after ten minutes without any (21 CFR 11.200(a)(1)), one for
/// the others. A passkey whose user was verified is two.
/// </summary>
public sealed record StepUpDemand(HeldFactors Factors, bool Two, DateTimeOffset? LockedUntil)
{
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(10);

    internal static StepUpDemand Nothing { get; } = new(new HeldFactors(false, false, false), true, null);

    /// <summary>A demo's account without a second factor signs with the password alone.</summary>
    public bool TakesPasswordAlone => !Factors.Any;

    /// <summary>Both fields, or the passkey.</summary>
    public bool TakesPasswordAndCode => Two && Factors.Code;

    /// <summary>Two are due and the only second factor is a passkey, so it is the only way.</summary>
    public bool TakesPasskeyAlone => Two && Factors is { Passkey: true, Code: false };

    public Refusal? Refusal =>
        LockedUntil is not null ? new Forbidden("Signing is locked for 15 minutes after five wrong credentials. An administrator was told.")
        : Factors.Missing ? HeldFactors.Required
        : null;

    internal static async Task<StepUpDemand> Of(PortalDb db, PersonId person, SessionId? session, DateTimeOffset now, CancellationToken ct)
    {
        var locked = await db.Users.Where(user => user.Id == person.Value).Select(user => user.SigningLockedUntil).SingleAsync(ct);
        var signed = await db.Sessions.Where(row => row.Id == session).Select(row => row.SignedAt).SingleOrDefaultAsync(ct);
        return new(await HeldFactors.Of(db, person, ct), signed is not { } last || now - last > Idle, locked > now ? locked : null);
    }

    /// <summary>Names the field of what is missing; null when what held is enough.</summary>
    internal Refusal? Lacks(Components held)
    {
        if (held.HasFlag(Components.Passkey) || (TakesPasswordAlone && held == Components.Password))
            return null;
        if (TakesPasskeyAlone)
            return new Invalid("passkey", "The first signature of a session, and after ten minutes without one, takes your passkey.");
        if (TakesPasswordAndCode)
            return !held.HasFlag(Components.Password) ? new Invalid("password", "The first signature of a session takes your password, too.")
                : !held.HasFlag(Components.Code) ? new Invalid("code", "The first signature of a session takes a code of your authenticator app, too.")
                : null;
        return held == 0 ? new Invalid("password", "Give your password or a code to sign.") : null;
    }
}
