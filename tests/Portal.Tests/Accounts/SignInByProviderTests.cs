using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Accounts.Oidc;
using Portal.Data;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Accounts;

/// <summary>What the portal makes of the provider's word, once it holds; whether it holds is judged where the protocol is spoken.</summary>
public sealed class SignInByProviderTests
{
    private const string Password = "a walk along the river";
    private const string Issuer = "https://login.example.org";

    private static readonly ProviderIdentity Ada = new(Issuer, "ada", "ada@example.org", true, "Ada Byron", ["owners"], false);

    [Theory, OnBothDatabases]
    public async Task Each_step_is_an_entry_and_the_session_acts_on_the_roles_that_it_was_begun_with(DatabaseProvider provider)
    {
        await using var house = await Town(provider);

        var signedIn = (await SignIn(house, Ada)).Value.Step.Begun();

        Assert.Contains(Permission.FileSystems, signedIn.Permissions);
        Assert.Equal(["person.enrolled", "role.granted", "person.signed-in"], (await house.Entries()).Select(entry => entry.Action));
    }

    [Theory, OnBothDatabases]
    public async Task A_nonce_begins_one_session_though_thirty_come_with_it_at_once(DatabaseProvider provider)
    {
        await using var house = await Town(provider);

        var results = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => SignIn(house, Ada, "the same")));

        Assert.Single(results, result => result.Refusal is null);
        Assert.All(results.Select(result => result.Refusal).OfType<ProviderRefusal>(), refusal => Assert.Equal(ProviderTrouble.NotBegunHere, refusal.Trouble));
    }

    [Theory, OnBothDatabases]
    public async Task Who_has_an_authenticator_app_is_asked_for_a_code_unless_the_provider_asked_for_a_second_factor(DatabaseProvider provider)
    {
        await using var house = await Town(provider);
        var actor = await Enter(house);
        await house.Get<ChangePassword>().Run(actor, new("", Password), default);
        var offer = (await house.Get<EnrolTotp>().Begin(actor, default)).Value;
        Assert.Null((await house.Get<EnrolTotp>().Run(actor, new(Password, house.Code(offer)), default)).Refusal);
        house.Time.Advance(TimeSpan.FromSeconds(30));

        var ticket = (await SignIn(house, Ada)).Value.Step.Asked();

        var session = (await house.Get<EnterCode>().Run(new(ticket, house.Code(offer), Origin.None), default)).Value.Session;
        Assert.Equal(SignInMethod.Provider, (await house.Get<Sessions>().Of(actor.Person.GetValueOrDefault(), default)).Single(line => line.Id == session).Method);
        Assert.NotNull((await SignIn(house, Ada with { SecondFactor = true })).Value.Step.SignedIn);
    }

    [Theory, OnBothDatabases]
    public async Task Who_has_no_password_sets_one_within_ten_minutes_of_the_providers_word_and_later_changes_it_by_the_old_one(DatabaseProvider provider)
    {
        await using var house = await Town(provider);
        var early = await Enter(house);
        house.Time.Advance(TimeSpan.FromMinutes(11));
        Assert.IsType<NotAllowed>((await house.Get<ChangePassword>().Run(early, new("", Password), default)).Refusal);

        var actor = await Enter(house);
        Assert.Null((await house.Get<ChangePassword>().Run(actor, new("", Password), default)).Refusal);

        Assert.IsType<Invalid>((await house.Get<ChangePassword>().Run(actor, new("", Password + " bank"), default)).Refusal);
        Assert.Null((await house.Get<ChangePassword>().Run(actor, new(Password, Password + " bank"), default)).Refusal);
    }

    [Theory, OnBothDatabases]
    public async Task A_password_of_somebody_whom_the_provider_signs_in_opens_nothing_while_there_is_a_provider(DatabaseProvider provider)
    {
        await using var house = await Town(provider);
        await house.Get<ChangePassword>().Run(await Enter(house), new("", Password), default);

        var refused = await house.Get<SignIn>().Run(new("ada@example.org", Password, Origin.None), default);
        var other = await house.Get<SignIn>().Run(new(House.AddressOf("Admin"), House.Password, Origin.None), default);

        Assert.IsType<Forbidden>(refused.Refusal);
        Assert.Null(other.Refusal);
    }

    [Theory, OnBothDatabases]
    public async Task An_administrator_who_comes_by_the_provider_administers_once_a_second_factor_is_set_up(DatabaseProvider provider)
    {
        await using var house = await Town(provider);
        var person = (await Enter(house)).Person.GetValueOrDefault();
        await using (var db = await house.Dbs.CreateDbContextAsync())
        {
            db.RoleGrants.Add(new RoleGrant(person, Role.Administrator, house.Time.GetUtcNow()));
            await db.SaveChangesAsync();
        }

        Assert.DoesNotContain(Permission.ManagePeople, (await SignIn(house, Ada)).Value.Step.Begun().Permissions);
    }

    private static async Task<House> Town(DatabaseProvider provider)
    {
        var house = await House.On(provider, options => options with
        {
            Oidc = new OidcOptions { Authority = Issuer, ClientId = "portal", Roles = [new OidcRole { Claim = "owners", Role = nameof(Role.SystemOwner) }] },
        });
        await house.Person("Admin", Role.Administrator);
        return house;
    }

    private static Task<Result<SignInByProvider.Outcome>> SignIn(House house, ProviderIdentity who, string? nonce = null) =>
        house.Get<SignInByProvider>().Run(new(who, nonce ?? Guid.CreateVersion7().ToString(), null, Origin.None), default);

    private static async Task<Actor> Enter(House house) =>
        await house.Get<Sessions>().Actor((await SignIn(house, Ada)).Value.Step.Begun().Session, default) ?? throw new InvalidOperationException("The session is over.");
}
