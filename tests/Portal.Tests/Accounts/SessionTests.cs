using Portal.Accounts;
using Portal.Data;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Accounts;

public sealed class SessionTests
{
    [Theory, OnBothDatabases]
    public async Task A_session_that_nobody_uses_is_over_after_fifteen_minutes_and_says_so_in_the_ledger(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        await house.Person("Owner", Role.SystemOwner);
        var session = await SignIn(house, "Owner");
        var sessions = house.Get<Sessions>();

        house.Time.Advance(TimeSpan.FromMinutes(14.9));
        Assert.NotNull(await sessions.Actor(session, default));
        house.Time.Advance(TimeSpan.FromMinutes(0.1));
        Assert.Null(await sessions.Actor(session, default));
        await house.Get<SessionKeeper>().Turn(default);

        Assert.Equal([session], await sessions.OverAmong([session], default));
        var entry = (await house.Entries())[^1];
        Assert.Equal("session.ended", entry.Action);
        Assert.Contains("Idle", System.Text.Encoding.UTF8.GetString(entry.Bytes), StringComparison.Ordinal);
    }

    [Theory, OnBothDatabases]
    public async Task Whoever_does_something_stays_until_twelve_hours_are_over(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        await house.Person("Owner", Role.SystemOwner);
        var session = await SignIn(house, "Owner");
        var sessions = house.Get<Sessions>();

        for (var minutes = 10; minutes < 12 * 60; minutes += 10)
        {
            house.Time.Advance(TimeSpan.FromMinutes(10));
            await sessions.Seen(session, default);
        }

        Assert.NotNull(await sessions.Actor(session, default));
        house.Time.Advance(TimeSpan.FromMinutes(10));
        Assert.Null(await sessions.Actor(session, default));
    }

    [Fact]
    public async Task What_is_over_does_not_come_back_by_doing_something()
    {
        await using var house = await House.On(DatabaseProvider.Sqlite);
        await house.Person("Owner", Role.SystemOwner);
        var session = await SignIn(house, "Owner");
        house.Time.Advance(TimeSpan.FromMinutes(16));

        await house.Get<Sessions>().Seen(session, default);

        Assert.Null(await house.Get<Sessions>().Actor(session, default));
    }

    [Theory, OnBothDatabases]
    public async Task A_person_ends_their_own_session_and_an_administrator_anybodys_but_nobody_else_does(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var owner = await house.Person("Owner", Role.SystemOwner);
        var other = await house.Person("Other", Role.SystemOwner);
        var administrator = await house.Person("Administrator", Role.Administrator);
        var (first, second) = (owner.Session.GetValueOrDefault(), await SignIn(house, "Owner"));
        var sessions = house.Get<Sessions>();

        var refused = await sessions.End(other, first, SessionEnd.EndedByPerson, default);
        Assert.IsType<Forbidden>(refused.Refusal);
        Assert.Equal(2, (await sessions.Of(owner.Person.GetValueOrDefault(), default)).Count);

        Assert.Null((await sessions.End(owner, first, SessionEnd.EndedByPerson, default)).Refusal);
        Assert.Null((await sessions.End(administrator, second, SessionEnd.EndedByPerson, default)).Refusal);
        Assert.Empty(await sessions.Of(owner.Person.GetValueOrDefault(), default));
        Assert.Equal(
            ["session.end.refused", "session.ended", "session.ended"],
            (await house.Entries()).Select(entry => entry.Action).Where(action => action.StartsWith("session", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Ending_a_session_tells_the_pages_that_are_open_in_it()
    {
        await using var house = await House.On(DatabaseProvider.Sqlite);
        var owner = await house.Person("Owner", Role.SystemOwner);
        var session = await SignIn(house, "Owner");
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var told = house.Get<LiveFeed<SessionId>>().Watch(TimeSpan.Zero, TimeProvider.System, stop.Token).GetAsyncEnumerator(stop.Token);

        await house.Get<Sessions>().End(owner, session, SessionEnd.SignedOut, default);

        Assert.True(await told.MoveNextAsync());
        Assert.Contains(session, told.Current);
    }

    private static async Task<SessionId> SignIn(House house, string name) =>
        (await house.Get<SignIn>().Run(new(House.AddressOf(name), House.Password, new Origin("192.0.2.1", "A browser")), default)).Value.Begun().Session;
}
