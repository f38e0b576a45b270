using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Portal.Accounts.Factors;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Accounts;

/// <summary>What the authenticator app is given: an address as a picture, or the same secret as letters to type.</summary>
public sealed record TotpOffer(string Address, string Secret)
{
    public override string ToString() => nameof(TotpOffer);
}

/// <summary>Sets up an authenticator app: makes a secret, and takes it up once a code shows that the app has it.</summary>
public sealed class EnrolTotp(IDbContextFactory<PortalDb> dbs, OwnAct own, SealingKey key, TimeProvider time)
{
    private const string Issuer = "AI governance";
    private static readonly NotAllowed Already = new("An authenticator app is set up already. Remove it first.");

    public sealed record Input(string Password, string Code)
    {
        public override string ToString() => nameof(EnrolTotp);
    }

    /// <summary>Not an entry: a secret that no code was given for opens nothing.</summary>
    public Task<Result<TotpOffer>> Begin(Actor actor, CancellationToken ct) => dbs.WriteAsync<TotpOffer>(async db =>
    {
        if (actor.Through != Through.Session || actor.Person is not { } person)
            return OwnAct.InPages;

        var factor = await db.SecondFactors.SingleOrDefaultAsync(factor => factor.Person == person, ct);
        if (factor?.ConfirmedAt is not null)
            return Already;

        var secret = RandomNumberGenerator.GetBytes(Totp.SecretSize);
        if (factor is null)
            db.SecondFactors.Add(factor = new SecondFactor(person));
        factor.Begin(secret, key, time.GetUtcNow());
        var email = await db.Users.Where(user => user.Id == person.Value).Select(user => user.Email).SingleAsync(ct);
        return new TotpOffer(Totp.AddressOf(Issuer, email ?? "", secret), Base32.Encode(secret));
    }, ct);

    /// <summary>Returns the recovery codes, which are told this once.</summary>
    public Task<Result<IReadOnlyList<string>>> Run(Actor actor, Input input, CancellationToken ct) =>
        own.Run<IReadOnlyList<string>>(actor, new Shown(input.Password), "totp.enrol", async (db, user, now) =>
        {
            var person = user.Person;
            if (await db.SecondFactors.SingleOrDefaultAsync(factor => factor.Person == person, ct) is not { } factor)
                return new NotAllowed("Begin anew: there is no secret to confirm.");
            if (factor.ConfirmedAt is not null)
                return Already;
            if (!factor.Take(input.Code.Replace(" ", "", StringComparison.Ordinal), key, now))
                return new Invalid("code", "The code is not right. Check that the clock of your device is, and enter the one that is shown now.");

            factor.Confirm(now);
            user.CredentialHeld();
            db.Record(new EntryDraft(actor, now, "totp.enrolled", person.ToString()));
            return await RecoveryCode.Renew(db, person, now, ct);
        }, ct);
}
