using Microsoft.EntityFrameworkCore;
using Portal.Accounts.Factors;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Accounts.Oidc;

/// <summary>
/// Signs in whom the provider vouches for. Whoever comes for the first time takes up an invitation to the same address, or the account
/// that this browser is signed in to, or gets a new one. Roles follow the groups, but those that take two administrators are granted in
/// the portal alone. Who has an authenticator app is asked for a code, unless the provider asked for a second factor itself.
/// </summary>
public sealed class SignInByProvider(
    IDbContextFactory<PortalDb> dbs, SignInThrottle throttle, Tickets tickets, PersonKeys keys, PortalOptions options, TimeProvider time)
{
    private static readonly TimeSpan KeptNonces = TimeSpan.FromHours(1);

    /// <param name="Identity">Checked against the provider's keys.</param>
    /// <param name="Nonce">Of the sign-in that it answers; each is good for one session.</param>
    /// <param name="SignedIn">Who is signed in in this browser already, and so may link their account.</param>
    /// <param name="Origin">Where the browser is.</param>
    public sealed record Input(ProviderIdentity Identity, string Nonce, PersonId? SignedIn, Origin Origin);

    /// <param name="Step">The session, or what a code is entered with.</param>
    /// <param name="Withheld">Roles that the groups mean, but that are granted in the portal; told once, with a new account.</param>
    public sealed record Outcome(FirstStep Step, IReadOnlyList<Role> Withheld);

    public async Task<Result<Outcome>> Run(Input input, CancellationToken ct)
    {
        await throttle.Pause(input.Origin.Address, ct);
        var result = await dbs.WriteAsync<Outcome>(db => Decide(db, input, time.GetUtcNow(), ct), ct);
        if (!result.Succeeded(out var outcome, out _))
            throttle.Failed(input.Origin.Address);
        if (outcome is null || outcome.Step.SignedIn is not null)
            Instruments.CountSignIn(outcome is null ? SignInOutcome.Refused : SignInOutcome.Succeeded);
        return result;
    }

    private async Task<Result<Outcome>> Decide(PortalDb db, Input input, DateTimeOffset now, CancellationToken ct)
    {
        var who = input.Identity;
        var meant = options.Oidc.RolesOf(who.Values);
        var known = await ProviderAccounts.Known(db, who, ct);
        if (!await db.Users.AnyAsync(ct))
            return await Refuse(db, null, now, new(ProviderTrouble.NotSetUp, "The portal has no administrator yet."), ct);
        if (meant.Count == 0)
            return await Refuse(db, known, now, new(ProviderTrouble.Unmapped, "None of the person's groups means a role here."), ct);

        var used = new OpenedTicket(new Ticket(TicketPurpose.ProviderSignIn, now + KeptNonces), ApiToken.HashOf(input.Nonce));
        if (!await used.Spend(db, now, ct))
            return await Refuse(db, known, now, new(ProviderTrouble.NotBegunHere, "This sign-in was finished before."), ct);

        var found = known is null ? await ProviderAccounts.WithAddress(db, who, ct) : known;
        if (ProblemWith(who, known, found, input.SignedIn, now) is { } problem)
            return await Refuse(db, found, now, problem, ct);

        var user = found ?? await ProviderAccounts.Open(db, keys, who, who.Email ?? "", now, ct);
        if (known is null && found is not null)
            await ProviderAccounts.TakeUp(db, found, who, now, ct);
        known?.TakeUpInvitation(now);
        await ProviderRoles.Follow(db, user.Person, meant, now, ct);

        // From here on nothing is refused, and the session is begun on the roles that are held now.
        await db.SaveChangesAsync(ct);
        return new Outcome(await Begin(db, user, input, now, ct), known is null ? [.. meant.Where(RoleRules.TakesTwo).Order()] : []);
    }

    private static ProviderRefusal? ProblemWith(ProviderIdentity who, PortalUser? known, PortalUser? found, PersonId? signedIn, DateTimeOffset now) => found switch
    {
        _ when known is null && (!who.EmailVerified || PersonFields.EmailProblem(who.Email ?? "") is not null) => new(ProviderTrouble.Unverified, "The provider vouches for no e-mail address."),
        { State: PersonState.Disabled or PersonState.Left } => new(ProviderTrouble.Closed, "The account is closed."),
        { } user when user.IsOver(now) => new(ProviderTrouble.Closed, "The account is closed."),
        { } user when user.IsLocked(now) => new(ProviderTrouble.Locked, "The account rests after wrong credentials."),
        { State: PersonState.Active } user when known is null && signedIn != user.Person =>
            new(ProviderTrouble.AddressTaken, "An account with this address was neither invited nor opened in this browser."),
        _ => null,
    };

    private async Task<FirstStep> Begin(PortalDb db, PortalUser user, Input input, DateTimeOffset now, CancellationToken ct)
    {
        if (!input.Identity.SecondFactor && (await HeldFactors.Of(db, user.Person, ct)).Code)
            return SignIn.AskForCode(tickets, user, SignInMethod.Provider, now);

        var with = input.Identity.SecondFactor ? "provider, with a second factor" : "provider";
        return new FirstStep(await SignIn.Begin(db, user, SignInMethod.Provider, with, input.Origin, options, now, ct), null);
    }

    private static Task<Refusal> Refuse(PortalDb db, PortalUser? user, DateTimeOffset now, ProviderRefusal refusal, CancellationToken ct) =>
        SignIn.Refused(db, user, refusal, now, ct);
}
