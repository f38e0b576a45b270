using Portal.Accounts;
using Portal.Data;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Accounts;

public sealed class SignInTests
{
    [Theory, OnBothDatabases]
    public async Task The_right_password_signs_in_and_is_in_the_ledger(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var owner = await house.Person("Owner", Role.SystemOwner);

        var result = await SignIn(house, "Owner");

        Assert.Equal(owner.Person, result.Value.Begun().Person);
        Assert.Equal("person.signed-in", Assert.Single(await house.Entries()).Action);
    }

    [Theory, OnBothDatabases]
    public async Task Five_wrong_passwords_within_a_minute_lock_the_account_for_fifteen_minutes(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        await house.Person("Owner", Role.SystemOwner);
        await Guess(house, "Owner", 5);

        var locked = await SignIn(house, "Owner");
        house.Time.Advance(TimeSpan.FromMinutes(15.1));
        var after = await SignIn(house, "Owner");

        Assert.NotNull(locked.Refusal);
        Assert.Null(after.Refusal);
    }

    [Fact]
    public async Task Five_wrong_passwords_over_a_longer_time_lock_nothing()
    {
        await using var house = await House.On(DatabaseProvider.Sqlite);
        await house.Person("Owner", Role.SystemOwner);
        await Guess(house, "Owner", 4);
        house.Time.Advance(TimeSpan.FromSeconds(61));
        await Guess(house, "Owner", 4);

        Assert.Null((await SignIn(house, "Owner")).Refusal);
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_address_get_the_same_words()
    {
        await using var house = await House.On(DatabaseProvider.Sqlite);
        await house.Person("Owner", Role.SystemOwner);

        var wrong = await SignIn(house, "Owner", "wrong password");
        var unknown = await SignIn(house, "Nobody", "wrong password");

        Assert.Equal(wrong.Refusal?.Message, unknown.Refusal?.Message);
    }

    [Theory, OnBothDatabases]
    public async Task A_flood_of_guesses_becomes_five_entries_and_one_that_counts_the_rest(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        await house.Person("Owner", Role.SystemOwner);
        await Guess(house, "Owner", 12);
        await Guess(house, "Nobody", 7);

        house.Time.Advance(TimeSpan.FromMinutes(2));
        await house.Get<SessionKeeper>().Turn(default);
        await house.Get<SessionKeeper>().Turn(default);

        var refused = (await house.Entries()).Where(entry => entry.Action == "person.sign-in.refused").ToLookup(entry => entry.Subject);
        Assert.Equal(2, refused.Count);
        Assert.All(refused, entries => Assert.Equal(6, entries.Count()));
        Assert.Contains(refused, entries => entries.Last().Reason == "7 more attempts within the minute.");
        Assert.Contains(refused[RefusedSignIns.Unknown], entry => entry.Reason == "2 more attempts within the minute.");
    }

    [Fact]
    public void The_fiftieth_failure_from_one_address_slows_the_next_attempts_and_refuses_none()
    {
        var time = new FakeTime(House.Noon);
        var throttle = new SignInThrottle(time);
        for (var failure = 0; failure < 49; failure++)
            throttle.Failed("192.0.2.7");

        Assert.Equal(TimeSpan.Zero, throttle.PauseFor("192.0.2.7"));
        throttle.Failed("192.0.2.7");
        Assert.InRange(throttle.PauseFor("192.0.2.7"), TimeSpan.FromTicks(1), TimeSpan.FromSeconds(1));
        for (var failure = 0; failure < 500; failure++)
            throttle.Failed("192.0.2.7");

        Assert.Equal(TimeSpan.FromSeconds(5), throttle.PauseFor("192.0.2.7"));
        Assert.Equal(TimeSpan.Zero, throttle.PauseFor("192.0.2.8"));
        time.Advance(TimeSpan.FromMinutes(1.1));
        Assert.Equal(TimeSpan.Zero, throttle.PauseFor("192.0.2.7"));
    }

    private static async Task Guess(House house, string name, int times)
    {
        for (var attempt = 0; attempt < times; attempt++)
            Assert.NotNull((await SignIn(house, name, "wrong password")).Refusal);
    }

    private static Task<Result<FirstStep>> SignIn(House house, string name, string password = House.Password) =>
        house.Get<SignIn>().Run(new(House.AddressOf(name), password, Origin.None), default);
}
