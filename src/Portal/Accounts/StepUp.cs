using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Accounts;

/// <summary>Asks the person for the credential again before a signature, and binds the answer to what is signed.</summary>
public sealed class StepUp(IDbContextFactory<PortalDb> dbs, IPasswordHasher<PortalUser> hasher, TimeProvider time)
{
    public sealed record Input(string Password, Digest Subject, string Meaning);

    public Task<Result<StepUpToken>> Run(Actor actor, Input input, CancellationToken ct) => dbs.WriteAsync<StepUpToken>(async db =>
    {
        var now = time.GetUtcNow();
        if (actor.Through != Through.Session || actor.Person is not { } person)
            return new Forbidden("Signing happens in pages, by a person.");

        var user = await db.Users.SingleAsync(user => user.Id == person.Value, ct);
        if (user.IsLocked(now))
            return new Forbidden("Signing is locked for some minutes after five wrong passwords.");

        var held = input.Password.Length > 0 && user.PasswordHash is { } hash
            && hasher.VerifyHashedPassword(user, hash, input.Password) != PasswordVerificationResult.Failed;
        if (!held)
        {
            user.CredentialFailed(now);
            db.KeepWhenRefused();
            return db.Refused(actor, now, "credential.show", person.ToString(), new Forbidden("The password is not right."));
        }

        user.CredentialHeld();
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        db.StepUpProofs.Add(new StepUpProof(ApiToken.HashOf(secret), person, input.Subject, input.Meaning, now));
        db.Record(new EntryDraft(actor, now, "credential.shown", person.ToString()) { After = input.Subject, Reason = input.Meaning });
        return new StepUpToken(secret);
    }, ct);

    /// <summary>Uses the proof up, in the transaction of the signature that it is for.</summary>
    internal static async Task<Refusal?> Redeem(PortalDb db, StepUpToken token, Actor actor, Digest digest, string meaning, DateTimeOffset now, CancellationToken ct)
    {
        var hash = ApiToken.HashOf(token.Secret);
        return await db.StepUpProofs.SingleOrDefaultAsync(proof => proof.Hash == hash, ct) is { } proof
            ? proof.Redeem(actor.Person, digest, meaning, now)
            : new Forbidden("The credential was not given here. Sign again.");
    }
}
