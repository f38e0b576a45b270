using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Accounts;

public sealed class LimitAccountTests
{
    private static readonly DateOnly LastDay = new(2026, 11, 12);
    private static readonly DateTimeOffset Over = new(2026, 11, 13, 0, 0, 0, TimeSpan.Zero);

    [Theory, OnBothDatabases]
    public async Task An_account_ends_with_its_last_day_and_with_it_sessions_and_tokens(DatabaseProvider provider)
    {
        await using var town = await Town.On(provider);
        var house = town.House;
        _ = (await Limit(town, town.First, town.Somebody, LastDay)).Value;
        var token = (await house.Get<IssueToken>().Run(town.Somebody, new(town.Somebody.Id(), "CI", [Permission.Read], null, TimeSpan.FromDays(90), "Reads."), default)).Value;
        house.Time.Advance(Over - house.Time.GetUtcNow() - TimeSpan.FromMinutes(5));
        var session = (await house.Get<SignIn>().Run(new(House.AddressOf("Somebody"), House.Password, Origin.None), default)).Value.Begun().Session;

        house.Time.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromTicks(1));
        await house.Get<SessionKeeper>().Turn(default);
        Assert.NotNull(await house.Get<Sessions>().Actor(session, default));
        Assert.NotNull(await house.Get<Actors>().ByToken(token.Secret, default));

        // At the instant itself, before any worker came by.
        house.Time.Advance(TimeSpan.FromTicks(1));
        Assert.Null(await house.Get<Sessions>().Actor(session, default));
        Assert.Null(await house.Get<Actors>().ByToken(token.Secret, default));
        Assert.NotNull((await house.Get<SignIn>().Run(new(House.AddressOf("Somebody"), House.Password, Origin.None), default)).Refusal);

        await house.Get<SessionKeeper>().Turn(default);
        Assert.Equal([session], await house.Get<Sessions>().OverAmong([session], default));
        var entries = (await house.Entries()).Where(entry => entry.Subject == town.Somebody.Id().ToString()).Select(entry => entry.Action).ToList();
        Assert.All(["person.limited", "token.revoked", "session.ended", "person.ended"], action => Assert.Contains(action, entries));
        Assert.Equal(PersonState.Disabled, (await house.Get<PeopleList>().One(town.Somebody.Id(), default))?.State);
        await house.Get<SessionKeeper>().Turn(default);
        Assert.Single(await house.Entries(), entry => entry.Action == "person.ended");
    }

    [Theory, OnBothDatabases]
    public async Task A_week_before_the_person_and_the_administrators_are_told_once(DatabaseProvider provider)
    {
        await using var town = await Town.On(provider);
        _ = (await Limit(town, town.First, town.Somebody, LastDay)).Value;
        var clock = town.House.Get<AccountClock>();
        town.House.Time.Advance(Over - town.House.Time.GetUtcNow() - TimeSpan.FromDays(7) - TimeSpan.FromSeconds(1));
        await clock.Turn(default);
        Assert.Empty(await Told(town));

        town.House.Time.Advance(TimeSpan.FromSeconds(1));
        await clock.Turn(default);
        await clock.Turn(default);

        Assert.Equal([("First", "settings/people/" + town.Somebody.Id()), ("Second", "settings/people/" + town.Somebody.Id()), ("Somebody", "account/security")], await Told(town));
        _ = (await Limit(town, town.First, town.Somebody, LastDay.AddDays(60))).Value;
        await clock.Turn(default);
        Assert.Equal(3, (await Told(town)).Count);
    }

    [Fact]
    public async Task Who_was_let_in_for_a_time_is_let_in_again_by_a_later_day_first()
    {
        await using var town = await Town.On(DatabaseProvider.Sqlite);
        var house = town.House;
        _ = (await Limit(town, town.First, town.Somebody, LastDay)).Value;
        house.Time.Advance(Over - house.Time.GetUtcNow());
        await house.Get<AccountClock>().Turn(default);

        Assert.IsType<NotAllowed>((await house.Get<EnablePerson>().Run(town.First, new(town.Somebody.Id(), "Comes again."), default)).Refusal);
        _ = (await Limit(town, town.First, town.Somebody, null)).Value;
        Assert.Null((await house.Get<EnablePerson>().Run(town.First, new(town.Somebody.Id(), "Comes again."), default)).Refusal);
        Assert.NotNull(await house.Get<Actors>().InPerson(town.Somebody.Id(), default));
    }

    [Fact]
    public async Task The_access_report_says_the_last_day_as_it_was_set_on_any_date()
    {
        await using var town = await Town.On(DatabaseProvider.Sqlite);
        _ = (await town.Grant(town.First, town.Somebody, Role.Auditor)).Value;
        town.House.Time.Advance(TimeSpan.FromDays(1));
        _ = (await Limit(town, town.First, town.Somebody, LastDay)).Value;
        var (access, calendar) = (town.House.Get<AccessQueries>(), town.House.Get<Calendar>());

        Assert.Null((await access.AsOf(calendar.EndOf(new(2026, 11, 2)), default)).Single(line => line.Name == "Somebody").LastDay);
        Assert.Equal(LastDay, (await access.AsOf(AsOf.Now, default)).Single(line => line.Name == "Somebody").LastDay);
        Assert.Equal(LastDay, (await town.House.Get<PeopleList>().One(town.Somebody.Id(), default))?.LastDay);
    }

    [Fact]
    public async Task An_administrator_has_no_last_day_and_nobody_sets_their_own()
    {
        await using var town = await Town.On(DatabaseProvider.Sqlite);

        Assert.IsType<NotAllowed>((await Limit(town, town.First, town.Second, LastDay)).Refusal);
        Assert.IsType<Forbidden>((await Limit(town, town.First, town.First, LastDay)).Refusal);
        Assert.IsType<Forbidden>((await Limit(town, town.Somebody, town.First, LastDay)).Refusal);
        Assert.IsType<Invalid>((await Limit(town, town.First, town.Somebody, new(2026, 11, 1))).Refusal);
        Assert.IsType<Invalid>((await Limit(town, town.First, town.Somebody, new(2029, 11, 1))).Refusal);
        Assert.IsType<Invalid>((await Limit(town, town.First, town.Somebody, null)).Refusal);
        _ = (await Limit(town, town.First, town.Somebody, LastDay)).Value;
        Assert.IsType<NotAllowed>((await town.Grant(town.First, town.Somebody, Role.Administrator)).Refusal);
    }

    [Fact]
    public async Task Somebody_is_invited_for_a_time()
    {
        await using var town = await Town.On(DatabaseProvider.Sqlite);
        _ = await town.House.Get<Departments>().Add(town.First, "External audit", default);
        var invite = town.House.Get<InvitePerson>();

        var invited = (await invite.Run(town.First, new("ext@example.org", "External Auditor", "External audit", [Role.Auditor], "The audit of 2026.", LastDay), default)).Value;

        Assert.Equal(LastDay, (await town.House.Get<PeopleList>().One(invited.Person, default))?.LastDay);
        Assert.IsType<Invalid>((await invite.Run(town.First, new("late@example.org", "Late", "External audit", [], "Late.", new(2026, 11, 1)), default)).Refusal);
        Assert.IsType<NotAllowed>((await invite.Run(town.First, new("admin@example.org", "Admin", "External audit", [Role.Administrator], "No.", LastDay), default)).Refusal);
        town.House.Time.Advance(Over - town.House.Time.GetUtcNow());
        await town.House.Get<AccountClock>().Turn(default);
        Assert.NotNull((await town.House.Get<SetPassword>().Run(new(invited.Secret, "correct horse battery staple", Origin.None), default)).Refusal);
    }

    private static Task<Result<Done>> Limit(Town town, Actor by, Actor whom, DateOnly? day) => town.House.Get<LimitAccount>().Run(by, new(whom.Id(), day, "The audit of 2026."), default);

    private static async Task<IReadOnlyList<(string, string)>> Told(Town town)
    {
        await using var db = await town.House.Dbs.CreateDbContextAsync();
        var names = await db.Users.ToDictionaryAsync(user => user.Person, user => user.Name);
        return [.. (await db.Notices.Where(notice => notice.Type == "person.ends-soon").ToListAsync()).Select(notice => (names[notice.Person], notice.Path)).Order()];
    }
}
