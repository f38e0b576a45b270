using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Accounts;

public sealed class SecondFactorTests
{
    [Theory, OnBothDatabases]
    public async Task Who_has_an_app_is_signed_in_by_password_and_code_and_each_code_counts_once(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var (_, offer, _) = await Enrolled(house);
        house.Time.Advance(TimeSpan.FromSeconds(60));
        var code = house.Code(offer);

        var first = (await SignIn(house)).Value.Asked();
        Assert.Equal(House.AddressOf("Owner"), House.AddressOf((await Enter(house, first, code)).Value.Name));
        Assert.IsType<Forbidden>((await Enter(house, (await SignIn(house)).Value.Asked(), code)).Refusal);

        house.Time.Advance(TimeSpan.FromSeconds(30));
        Assert.IsType<NotAllowed>((await Enter(house, first, house.Code(offer))).Refusal);
        Assert.Equal(["totp.enrolled", "person.signed-in", "person.sign-in.refused"], (await house.Entries()).Select(entry => entry.Action));
    }

    [Theory, OnBothDatabases]
    public async Task The_first_step_is_good_for_five_minutes_and_is_no_session(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var (owner, offer, _) = await Enrolled(house);
        var ticket = (await SignIn(house)).Value.Asked();
        Assert.Single(await house.Get<Sessions>().Of(owner.Person.GetValueOrDefault(), default));

        house.Time.Advance(TimeSpan.FromMinutes(5.1));

        Assert.IsType<NotAllowed>((await Enter(house, ticket, house.Code(offer))).Refusal);
        Assert.IsType<NotAllowed>((await Enter(house, ticket[..^4] + "AAAA", house.Code(offer))).Refusal);
        Assert.IsType<NotAllowed>((await Enter(house, "", house.Code(offer))).Refusal);
    }

    [Theory, OnBothDatabases]
    public async Task Wrong_codes_lock_the_account_however_slowly_they_come_and_a_right_password_does_not_start_the_count_again(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var (_, offer, _) = await Enrolled(house);
        for (var attempt = 0; attempt < 5; attempt++)
        {
            house.Time.Advance(TimeSpan.FromMinutes(2));
            Assert.IsType<Forbidden>((await Enter(house, (await SignIn(house)).Value.Asked(), "000000")).Refusal);
        }

        Assert.NotNull((await SignIn(house)).Refusal);
        house.Time.Advance(TimeSpan.FromMinutes(15.1));
        Assert.Null((await Enter(house, (await SignIn(house)).Value.Asked(), house.Code(offer))).Refusal);
    }

    [Theory, OnBothDatabases]
    public async Task A_recovery_code_stands_for_the_app_once_and_new_ones_take_the_place_of_all(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var (owner, _, codes) = await Enrolled(house);
        Assert.Equal(10, codes.Distinct().Count());

        Assert.Null((await Enter(house, (await SignIn(house)).Value.Asked(), codes[3].ToLowerInvariant())).Refusal);
        Assert.NotNull((await Enter(house, (await SignIn(house)).Value.Asked(), codes[3])).Refusal);
        Assert.Equal(9, (await house.Get<SecurityQueries>().Of(owner.Person.GetValueOrDefault(), default)).RecoveryCodesLeft);

        var renewed = (await house.Get<RenewRecoveryCodes>().Run(owner, new Shown(House.Password), default)).Value;
        Assert.NotNull((await Enter(house, (await SignIn(house)).Value.Asked(), codes[4])).Refusal);
        Assert.Null((await Enter(house, (await SignIn(house)).Value.Asked(), renewed[4])).Refusal);
    }

    [Theory, OnBothDatabases]
    public async Task Removing_the_app_asks_for_a_credential_and_takes_the_recovery_codes_along(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var (owner, _, _) = await Enrolled(house);
        var remove = house.Get<RemoveTotp>();

        Assert.IsType<Invalid>((await remove.Run(owner, new Shown(), default)).Refusal);
        Assert.IsType<Invalid>((await remove.Run(owner, new Shown("wrong"), default)).Refusal);
        Assert.Null((await remove.Run(owner, new Shown(House.Password), default)).Refusal);

        Assert.NotNull((await SignIn(house)).Value.SignedIn);
        Assert.Equal(0, (await house.Get<SecurityQueries>().Of(owner.Person.GetValueOrDefault(), default)).RecoveryCodesLeft);
    }

    [Fact]
    public async Task An_app_counts_only_once_a_code_of_it_was_given_with_the_password()
    {
        await using var house = await House.On(DatabaseProvider.Sqlite);
        var owner = await house.Person("Owner", Role.SystemOwner);
        var enrol = house.Get<EnrolTotp>();
        var before = (await enrol.Begin(owner, default)).Value;
        var offer = (await enrol.Begin(owner, default)).Value;

        Assert.IsType<Invalid>((await enrol.Run(owner, new(House.Password, house.Code(before)), default)).Refusal);
        Assert.IsType<Invalid>((await enrol.Run(owner, new("wrong", house.Code(offer)), default)).Refusal);
        Assert.NotNull((await SignIn(house)).Value.SignedIn);
        Assert.Null((await enrol.Run(owner, new(House.Password, house.Code(offer)), default)).Refusal);
        Assert.IsType<NotAllowed>((await enrol.Begin(owner, default)).Refusal);
    }

    [Fact]
    public async Task The_secret_is_in_the_database_only_sealed_and_for_its_person()
    {
        await using var house = await House.On(DatabaseProvider.Sqlite);
        var (owner, _, _) = await Enrolled(house);
        await using var db = await house.Dbs.CreateDbContextAsync();
        var factor = await db.SecondFactors.SingleAsync();

        Assert.Equal(20, factor.Secret(house.Get<SealingKey>()).Length);
        Assert.ThrowsAny<System.Security.Cryptography.CryptographicException>(() => house.Get<SealingKey>().Unseal(factor.Sealed, $"SecondFactors/{Guid.CreateVersion7()}"));
        Assert.True(owner.Is(factor.Person));
    }

    [Theory, OnBothDatabases]
    public async Task A_passkey_signs_in_by_itself_once_for_each_time_that_it_is_asked(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var owner = await house.Person("Owner", Role.SystemOwner);
        await AddPasskey(house, owner, "phone");
        var signIn = house.Get<SignInWithPasskey>();
        var asked = await signIn.Ask(default);

        var begun = await signIn.Run(new(FakePasskeys.Answer("phone", asked), Origin.None), default);
        Assert.Equal(owner.Person, begun.Value.Person);
        Assert.NotNull((await signIn.Run(new(FakePasskeys.Answer("phone", asked), Origin.None), default)).Refusal);
        Assert.NotNull((await signIn.Run(new(FakePasskeys.Answer("another", await signIn.Ask(default)), Origin.None), default)).Refusal);

        var passkey = Assert.Single((await house.Get<SecurityQueries>().Of(owner.Person.GetValueOrDefault(), default)).Passkeys);
        Assert.Null((await house.Get<RenamePasskey>().Run(owner, new(passkey.Id, "Old phone"), default)).Refusal);
        Assert.IsType<Invalid>((await house.Get<RemovePasskey>().Run(owner, new(passkey.Id, new Shown("wrong")), default)).Refusal);
        Assert.Null((await house.Get<RemovePasskey>().Run(owner, new(passkey.Id, new Shown(House.Password)), default)).Refusal);
        Assert.NotNull((await signIn.Run(new(FakePasskeys.Answer("phone", await signIn.Ask(default)), Origin.None), default)).Refusal);
    }

    [Theory, OnBothDatabases]
    public async Task A_passkey_is_added_with_a_credential_in_the_session_that_asked_for_it(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var owner = await house.Person("Owner", Role.SystemOwner);
        var other = await house.Person("Other", Role.SystemOwner);
        var add = house.Get<AddPasskey>();
        var asked = (await add.Ask(owner, default)).Value;

        Assert.IsType<Invalid>((await add.Run(owner, new("Phone", FakePasskeys.Answer("a", asked), new Shown("wrong")), default)).Refusal);
        Assert.IsType<Invalid>((await add.Run(other, new("Phone", FakePasskeys.Answer("b", asked), new Shown(House.Password)), default)).Refusal);
        Assert.IsType<Invalid>((await add.Run(owner, new(" ", FakePasskeys.Answer("c", asked), new Shown(House.Password)), default)).Refusal);
        Assert.Null((await add.Run(owner, new("Phone", FakePasskeys.Answer("d", asked), new Shown(House.Password)), default)).Refusal);
        Assert.IsType<Invalid>((await add.Run(owner, new("Again", FakePasskeys.Answer("e", asked), new Shown(House.Password)), default)).Refusal);
    }

    [Theory, OnBothDatabases]
    public async Task Nobody_administers_before_a_second_factor_is_set_up(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var administrator = await house.RealPerson("Administrator", Role.Administrator);
        var sessions = house.Get<Sessions>();
        var session = administrator.Session.GetValueOrDefault();

        Assert.False((await sessions.Actor(session, default))?.May(Permission.ManagePeople));
        Assert.True(await house.Get<SecurityQueries>().LacksFactor(administrator.Person.GetValueOrDefault(), default));
        await AddPasskey(house, administrator, "key");

        Assert.True((await sessions.Actor(session, default))?.May(Permission.ManagePeople));
        Assert.False(await house.Get<SecurityQueries>().LacksFactor(administrator.Person.GetValueOrDefault(), default));
    }

    internal static async Task AddPasskey(House house, Actor person, string device)
    {
        var add = house.Get<AddPasskey>();
        var asked = (await add.Ask(person, default)).Value;
        _ = (await add.Run(person, new(device, FakePasskeys.Answer(device, asked), new Shown(House.Password)), default)).Value;
    }

    internal static async Task<(TotpOffer Offer, IReadOnlyList<string> Codes)> AddApp(House house, Actor person)
    {
        var enrol = house.Get<EnrolTotp>();
        var offer = (await enrol.Begin(person, default)).Value;
        var codes = (await enrol.Run(person, new(House.Password, house.Code(offer)), default)).Value;
        house.Time.Advance(TimeSpan.FromSeconds(60));
        return (offer, codes);
    }

    private static async Task<(Actor Owner, TotpOffer Offer, IReadOnlyList<string> Codes)> Enrolled(House house)
    {
        var owner = await house.Person("Owner", Role.SystemOwner);
        var (offer, codes) = await AddApp(house, owner);
        return (owner, offer, codes);
    }

    private static Task<Result<FirstStep>> SignIn(House house) => house.Get<SignIn>().Run(new(House.AddressOf("Owner"), House.Password, Origin.None), default);

    private static Task<Result<SignedIn>> Enter(House house, string ticket, string code) => house.Get<EnterCode>().Run(new(ticket, code, Origin.None), default);
}
