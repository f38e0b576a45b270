using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Accounts;

public sealed class OneTimeLinkTests
{
    private const string Chosen = "seven quiet herons";

    [Theory, OnBothDatabases]
    public async Task A_link_sets_a_password_once_and_ends_what_was_open(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var owner = await house.Person("Owner", Role.SystemOwner);
        var secret = await Link(house, owner, LinkPurpose.PasswordReset);

        Assert.Null((await Set(house, secret)).Refusal);
        Assert.IsType<Forbidden>((await Set(house, secret, "another quiet heron")).Refusal);

        Assert.Null((await SignIn(house, Chosen)).Refusal);
        Assert.NotNull((await SignIn(house, House.Password)).Refusal);
        Assert.Null(await house.Get<Sessions>().Actor(owner.Session.GetValueOrDefault(), default));
        Assert.Equal(
            ["session.ended", "password.set", "password.set.refused", "person.signed-in", "person.sign-in.refused"], (await house.Entries()).Select(entry => entry.Action));
    }

    [Theory, OnBothDatabases]
    public async Task Of_many_who_open_a_link_at_once_one_sets_the_password(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var secret = await Link(house, await house.Person("Owner", Role.SystemOwner), LinkPurpose.Invitation);

        var all = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => Task.Run(() => Set(house, secret, $"{Chosen} {number}"))));

        Assert.Single(all, result => result.Refusal is null);
    }

    [Theory]
    [InlineData(LinkPurpose.Invitation, 7 * 24 * 60)]
    [InlineData(LinkPurpose.PasswordReset, 60)]
    public async Task A_link_is_good_for_its_time_and_not_a_second_more(LinkPurpose purpose, int minutes)
    {
        await using var house = await House.On(DatabaseProvider.Sqlite);
        var secret = await Link(house, await house.Person("Owner", Role.SystemOwner), purpose);

        house.Time.Advance(TimeSpan.FromMinutes(minutes));
        Assert.Null((await house.Get<OneTimeLinks>().Read(secret, default)).Refusal);
        house.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.NotNull((await house.Get<OneTimeLinks>().Read(secret, default)).Refusal);
        Assert.IsType<Forbidden>((await Set(house, secret)).Refusal);
    }

    [Theory, OnBothDatabases]
    public async Task A_newer_link_closes_the_older_one(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var owner = await house.Person("Owner", Role.SystemOwner);
        var older = await Link(house, owner, LinkPurpose.Invitation);
        var newer = await Link(house, owner, LinkPurpose.PasswordReset);

        Assert.IsType<Forbidden>((await Set(house, older)).Refusal);
        Assert.Null((await Set(house, newer)).Refusal);
    }

    [Fact]
    public async Task A_password_that_the_rules_refuse_does_not_use_the_link_up()
    {
        await using var house = await House.On(DatabaseProvider.Sqlite);
        var secret = await Link(house, await house.Person("Owner", Role.SystemOwner), LinkPurpose.Invitation);

        Assert.Equal("password", Assert.Single(Assert.IsType<Invalid>((await Set(house, secret, "short")).Refusal).Faults).Field);
        Assert.Null((await Set(house, secret)).Refusal);
    }

    [Fact]
    public async Task The_secret_is_kept_nowhere()
    {
        await using var house = await House.On(DatabaseProvider.Sqlite);
        var secret = await Link(house, await house.Person("Owner", Role.SystemOwner), LinkPurpose.Invitation);

        await using var db = await house.Dbs.CreateDbContextAsync();
        Assert.NotEqual(secret, (await db.OneTimeLinks.SingleAsync()).Hash);
        Assert.EndsWith("/account/accept#" + secret, OneTimeLinks.AddressOf("https://portal.example/", secret), StringComparison.Ordinal);
    }

    [Theory, OnBothDatabases]
    public async Task Changing_the_password_asks_for_the_one_before_and_ends_the_other_sessions(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var owner = await house.Person("Owner", Role.SystemOwner);
        var elsewhere = (await SignIn(house, House.Password)).Value.Begun().Session;
        var change = house.Get<ChangePassword>();

        Assert.Equal("current", Assert.Single(Assert.IsType<Invalid>((await change.Run(owner, new("wrong", Chosen), default)).Refusal).Faults).Field);
        Assert.Equal("password", Assert.Single(Assert.IsType<Invalid>((await change.Run(owner, new(House.Password, House.Password), default)).Refusal).Faults).Field);
        Assert.Null((await change.Run(owner, new(House.Password, Chosen), default)).Refusal);

        Assert.NotNull(await house.Get<Sessions>().Actor(owner.Session.GetValueOrDefault(), default));
        Assert.Null(await house.Get<Sessions>().Actor(elsewhere, default));
        Assert.Null((await SignIn(house, Chosen)).Refusal);
    }

    internal static async Task<string> Link(House house, Actor person, LinkPurpose purpose) => (await house.Dbs.WriteAsync<string>(async db =>
        await OneTimeLinks.Make(db, person.Person.GetValueOrDefault(), purpose, house.Time.GetUtcNow(), default), default)).Value;

    private static Task<Result<Done>> Set(House house, string secret, string password = Chosen) => house.Get<SetPassword>().Run(new(secret, password, Origin.None), default);

    private static Task<Result<FirstStep>> SignIn(House house, string password) =>
        house.Get<SignIn>().Run(new(House.AddressOf("Owner"), password, Origin.None), default);
}
