using Microsoft.EntityFrameworkCore;
using Portal.Accounts.Factors;
using Portal.Accounts.Oidc;
using Portal.Data;
using Portal.Shared;

namespace Portal.Accounts;

/// <summary>Signs in whoever holds a passkey. Its user was verified by the authenticator, so nothing else is asked.</summary>
public sealed class SignInWithPasskey(
    IDbContextFactory<PortalDb> dbs, PasskeyProtocol protocol, Tickets tickets, SignInThrottle throttle, PortalOptions options, TimeProvider time)
{
    private static readonly Forbidden Wrong = new("The passkey was not accepted. Try again, or sign in with your password.");

    public sealed record Input(PasskeyAnswer Answer, Origin Origin);

    /// <summary>Names no account: the authenticator offers those that it has for this portal.</summary>
    public async Task<PasskeyRequest> Ask(CancellationToken ct)
    {
        var offer = await protocol.OfferSignIn(null, ct);
        return new(offer.Options, tickets.Seal(new Ticket(TicketPurpose.PasskeySignIn, time.GetUtcNow() + PasskeyUse.PatienceOfPage) { Asked = offer.Asked }));
    }

    public async Task<Result<SignedIn>> Run(Input input, CancellationToken ct)
    {
        await throttle.Pause(input.Origin.Address, ct);
        var opened = await protocol.HoldAnswer(tickets, input.Answer, TicketPurpose.PasskeySignIn, time.GetUtcNow(), ct);
        var result = await dbs.WriteAsync<SignedIn>(db => Decide(db, opened, input.Origin, time.GetUtcNow(), ct), ct);
        if (result.Refusal is not null)
            throttle.Failed(input.Origin.Address);
        Instruments.CountSignIn(result.Refusal is null ? SignInOutcome.Succeeded : SignInOutcome.Refused);
        return result;
    }

    private async Task<Result<SignedIn>> Decide(PortalDb db, (OpenedTicket Ticket, PasskeyHeld Held)? opened, Origin origin, DateTimeOffset now, CancellationToken ct)
    {
        if (opened is not (var ticket, var held))
            return await SignIn.Refused(db, null, Wrong, now, ct);

        var user = await db.Users.SingleAsync(user => user.Id == held.Person.Value, ct);
        return user.MaySignIn(now) && !await ProviderAccounts.Binds(db, user, options, ct) && await ticket.Spend(db, now, ct) && await PasskeyUse.Counted(db, held, ct)
            ? await SignIn.Begin(db, user, SignInMethod.Passkey, Authentication.Words(Components.Passkey), origin, options, now, ct)
            : await SignIn.Refused(db, user, Wrong, now, ct);
    }
}
