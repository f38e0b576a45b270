using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Portal.Accounts.Factors;
using Portal.Audit;
using Portal.Data;
using Portal.Integrations;
using Portal.Integrations.Mail;
using Portal.Shared;

namespace Portal.Accounts;

/// <summary>Asks the person for credentials again before a signature, and binds the answer to what is signed.</summary>
public sealed class StepUp(IDbContextFactory<PortalDb> dbs, CredentialCheck credentials, PasskeyProtocol protocol, Tickets tickets, TimeProvider time)
{
    private static readonly Forbidden InPages = new("Signing happens in pages, by a person who is signed in.");

    public sealed record Input(Shown Shown, Digest Subject, string Meaning)
    {
        public Input(string password, Digest subject, string meaning) : this(new Shown(password), subject, meaning) { }
    }

    /// <summary>What the next signature of this session takes, for the dialog; decided again when it is given.</summary>
    public async Task<StepUpDemand> Demand(Actor actor, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return actor.Person is { } person ? await StepUpDemand.Of(db, person, actor.Session, time.GetUtcNow(), ct) : StepUpDemand.Nothing;
    }

    /// <summary>Asks for a passkey. The challenge is for this person, session, subject and meaning, for two minutes, once.</summary>
    public async Task<Result<PasskeyRequest>> Ask(Actor actor, Digest subject, string meaning, CancellationToken ct)
    {
        if (actor.Through != Through.Session || actor.Person is not { } person || actor.Session is not { } session)
            return InPages;

        await using var db = await dbs.CreateDbContextAsync(ct);
        var user = await db.Users.AsNoTracking().SingleAsync(user => user.Id == person.Value, ct);
        var offer = await protocol.OfferSignIn(user, ct);
        return new PasskeyRequest(offer.Options, tickets.Seal(new Ticket(TicketPurpose.PasskeyStepUp, time.GetUtcNow() + StepUpProof.Validity)
        {
            Person = person.Value,
            Session = session.Value,
            Subject = subject.Text,
            Meaning = meaning,
            Asked = offer.Asked,
        }));
    }

    public async Task<Result<StepUpToken>> Run(Actor actor, Input input, CancellationToken ct)
    {
        if (actor.Through != Through.Session || actor.Person is not { } person || actor.Session is not { } session)
            return InPages;

        var prepared = await credentials.Prepare(person, input.Shown, ct);
        return await dbs.WriteAsync<StepUpToken>(db => Decide(db, actor, person, session, prepared, input, time.GetUtcNow(), ct), ct);
    }

    /// <summary>Uses the proof up, in the transaction of the signature that it is for; how it was given belongs to the signature.</summary>
    internal static async Task<Result<Authentication>> Redeem(
        PortalDb db, StepUpToken token, Actor actor, Digest digest, string meaning, DateTimeOffset now, CancellationToken ct)
    {
        var hash = ApiToken.HashOf(token.Secret);
        if (await db.StepUpProofs.SingleOrDefaultAsync(proof => proof.Hash == hash, ct) is not { } proof)
            return new Forbidden("The credential was not given here. Sign again.");
        if (proof.Redeem(actor, digest, meaning, now) is { } refusal)
            return refusal;

        if (await db.Sessions.SingleOrDefaultAsync(session => session.Id == actor.Session, ct) is { } session)
            session.Signed(now);
        return proof.Authentication;
    }

    private async Task<Result<StepUpToken>> Decide(
        PortalDb db, Actor actor, PersonId person, SessionId session, CredentialCheck.Prepared prepared, Input input, DateTimeOffset now, CancellationToken ct)
    {
        var user = await db.Users.SingleAsync(user => user.Id == person.Value, ct);
        var demand = await StepUpDemand.Of(db, person, session, now, ct);
        if (demand.Refusal is { } beforehand)
            return db.Refused(actor, now, "credential.show", person.ToString(), beforehand);

        var result = await credentials.Hold(db, user, prepared, session, input.Subject, input.Meaning, now, ct);
        if (!result.Succeeded(out var held, out var wrong))
            return await Refuse(db, actor, user, wrong, now, ct);
        if (demand.Lacks(held) is { } lacking)
            return lacking;

        user.SigningHeld();
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        db.StepUpProofs.Add(new StepUpProof(ApiToken.HashOf(secret), person, session, input.Subject, input.Meaning, held, now));
        db.Record(new EntryDraft(actor, now, "credential.shown", person.ToString())
        {
            After = input.Subject,
            Reason = input.Meaning,
            Details = new Dictionary<string, string> { ["with"] = Authentication.Words(held) },
        });
        return new StepUpToken(secret);
    }

    /// <summary>The fifth in a row locks signing; the person and the administrators are told, since it may be somebody else at that screen.</summary>
    private static async Task<Refusal> Refuse(PortalDb db, Actor actor, PortalUser user, Refusal wrong, DateTimeOffset now, CancellationToken ct)
    {
        db.KeepWhenRefused();
        if (user.SigningFailed(now))
        {
            db.Record(new EntryDraft(actor, now, "credential.locked", user.Person.ToString()) { Reason = "Five wrong credentials in a row." });
            var told = (await db.HoldersOf(Role.Administrator, ct)).Prepend(user.Person);
            await db.EnqueueMails(told, Actor.System("signing"), MailText.SigningLocked(user.Person, user.Name), now, ct);
        }

        return db.Refused(actor, now, "credential.show", user.Person.ToString(), wrong);
    }
}
