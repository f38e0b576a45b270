using Microsoft.EntityFrameworkCore;
using Portal.Accounts.Factors;
using Portal.Data;
using Portal.Shared;

namespace Portal.Accounts;

/// <summary>The second step of signing in: a code of the authenticator app, or a recovery code, beside the ticket of the first.</summary>
public sealed class EnterCode(
    IDbContextFactory<PortalDb> dbs, CredentialCheck credentials, Tickets tickets, SignInThrottle throttle, PortalOptions options, TimeProvider time)
{
    private const int LongestCode = 40;

    /// <summary>The first step is too long ago, or was used.</summary>
    public static readonly NotAllowed Begin = new("Signing in took too long. Begin again.");

    private static readonly Forbidden Wrong = new($"{CredentialCheck.WrongCode} After five wrong attempts an account rests for 15 minutes.");

    public sealed record Input(string Ticket, string Code, Origin Origin)
    {
        public override string ToString() => nameof(EnterCode);
    }

    public async Task<Result<SignedIn>> Run(Input input, CancellationToken ct)
    {
        await throttle.Pause(input.Origin.Address, ct);
        if (tickets.Open(input.Ticket, TicketPurpose.SignInCode, time.GetUtcNow()) is not { Content.Person: { } person } ticket)
            return Begin;

        var result = await dbs.WriteAsync<SignedIn>(db => Decide(db, new PersonId(person), ticket, input, time.GetUtcNow(), ct), ct);
        if (result.Refusal is not null)
            throttle.Failed(input.Origin.Address);
        Instruments.CountSignIn(result.Refusal is null ? SignInOutcome.Succeeded : SignInOutcome.Refused);
        return result;
    }

    private async Task<Result<SignedIn>> Decide(PortalDb db, PersonId person, OpenedTicket ticket, Input input, DateTimeOffset now, CancellationToken ct)
    {
        var user = await db.Users.SingleAsync(user => user.Id == person.Value, ct);
        if (!user.MaySignIn(now))
            return await SignIn.Refused(db, user, Wrong, now, ct);

        var held = input.Code.Length > LongestCode ? 0
            : await credentials.HoldsCode(db, user, input.Code, now, ct) ? Components.Code
            : await RecoveryCode.Take(db, person, input.Code, now, ct) ? Components.RecoveryCode
            : 0;
        if (held == 0)
        {
            if (await db.SecondFactors.SingleOrDefaultAsync(factor => factor.Person == person, ct) is { } factor && factor.Failed())
                user.Lock(now);
            return await SignIn.Refused(db, user, Wrong, now, ct);
        }

        if (!await ticket.Spend(db, now, ct))
            return Begin;

        return ticket.Content.First == SignInMethod.Provider
            ? await SignIn.Begin(db, user, SignInMethod.Provider, $"provider and {Authentication.Words(held)}", input.Origin, options, now, ct)
            : await SignIn.Begin(db, user, SignInMethod.PasswordAndCode, Authentication.Words(Components.Password | held), input.Origin, options, now, ct);
    }
}
