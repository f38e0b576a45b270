using Portal.Accounts;
using Portal.Data;
using Portal.Tests.Support;

namespace Portal.Tests.Accounts;

public sealed class SignInTests
{
    [Theory, OnBothDatabases]
    public async Task The_right_password_signs_in_and_is_in_the_ledger(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var owner = await house.Person("Owner", Role.SystemOwner);

        var result = await house.Get<SignIn>().Run(new(House.AddressOf("Owner"), House.Password), default);

        Assert.Equal(owner.Person, result.Value.Person);
        Assert.Equal("person.signed-in", Assert.Single(await house.Entries()).Action);
    }

    [Theory, OnBothDatabases]
    public async Task Five_wrong_passwords_lock_the_account_for_fifteen_minutes(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        await house.Person("Owner", Role.SystemOwner);
        for (var attempt = 0; attempt < 5; attempt++)
            await house.Get<SignIn>().Run(new(House.AddressOf("Owner"), "wrong password"), default);

        var locked = await house.Get<SignIn>().Run(new(House.AddressOf("Owner"), House.Password), default);
        house.Time.Advance(TimeSpan.FromMinutes(15.1));
        var after = await house.Get<SignIn>().Run(new(House.AddressOf("Owner"), House.Password), default);

        Assert.NotNull(locked.Refusal);
        Assert.Null(after.Refusal);
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_address_get_the_same_words()
    {
        await using var house = await House.On(DatabaseProvider.Sqlite);
        await house.Person("Owner", Role.SystemOwner);

        var wrong = await house.Get<SignIn>().Run(new(House.AddressOf("Owner"), "wrong password"), default);
        var unknown = await house.Get<SignIn>().Run(new("nobody@example.org", "wrong password"), default);

        Assert.Equal(wrong.Refusal?.Message, unknown.Refusal?.Message);
    }
}
