using Portal.Accounts;
using Portal.Data;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Accounts;

/// <summary>Who had access on a past day, and who they were then.</summary>
public sealed class AccessAsOfTests
{
    private static readonly DateOnly First = new(2026, 11, 2);

    [Theory, OnBothDatabases]
    public async Task A_past_day_shows_roles_departments_and_states_as_they_were(DatabaseProvider provider)
    {
        await using var town = await Town.On(provider);
        _ = (await town.House.Get<Departments>().Add(town.First, "Payments", default)).Value;
        _ = (await town.Grant(town.First, town.Somebody, Role.Developer)).Value;
        town.House.Time.Advance(TimeSpan.FromDays(1));
        _ = (await town.House.Get<MovePerson>().Run(town.First, new(town.Somebody.Id(), "Payments"), default)).Value;
        _ = (await town.House.Get<DisablePerson>().Run(town.First, new(town.Somebody.Id(), "Away."), default)).Value;
        town.House.Time.Advance(TimeSpan.FromDays(1));
        _ = (await town.House.Get<LeavePerson>().Run(town.First, new(town.Somebody.Id(), "Retires.", [], []), default)).Value;

        Assert.Equal("Retail lending Active Developer", await SomebodyOn(town, First));
        Assert.Equal("Payments Disabled Developer", await SomebodyOn(town, First.AddDays(1)));
        Assert.Equal("", await SomebodyOn(town, First.AddDays(2)));
        Assert.Equal("", await SomebodyOn(town, First.AddDays(-1)));
    }

    [Theory, OnBothDatabases]
    public async Task A_department_that_is_renamed_had_its_earlier_name_before(DatabaseProvider provider)
    {
        await using var town = await Town.On(provider);
        var payments = (await town.House.Get<Departments>().Add(town.First, "Payments", default)).Value;
        _ = (await town.House.Get<MovePerson>().Run(town.First, new(town.Somebody.Id(), "Payments"), default)).Value;
        town.House.Time.Advance(TimeSpan.FromDays(1));
        _ = (await town.House.Get<Departments>().Rename(town.First, payments, "Cards and payments", default)).Value;

        var then = await town.House.Get<PeopleQueries>().ById([town.Somebody.Id()], town.House.Get<Calendar>().EndOf(First), default);
        var now = await town.House.Get<PeopleQueries>().ById([town.Somebody.Id()], AsOf.Now, default);

        Assert.Equal(("Payments", "Cards and payments"), (then.Values.Single().Department, now.Values.Single().Department));
    }

    [Theory, OnBothDatabases]
    public async Task The_last_sign_in_is_the_last_one_until_then(DatabaseProvider provider)
    {
        await using var town = await Town.On(provider);
        _ = (await town.Grant(town.First, town.Somebody, Role.Developer)).Value;
        town.House.Time.Advance(TimeSpan.FromDays(1));
        _ = (await town.House.Get<SignIn>().Run(new(House.AddressOf("Somebody"), House.Password, Origin.None), default)).Value;

        async Task<DateTimeOffset?> Last(AsOf asOf) => (await town.House.Get<AccessQueries>().AsOf(asOf, default)).Single(line => line.Person == town.Somebody.Id()).LastSignInAt;

        Assert.Equal(House.Noon, await Last(town.House.Get<Calendar>().EndOf(First)));
        Assert.Equal(House.Noon.AddDays(1), await Last(AsOf.Now));
    }

    [Theory, OnBothDatabases]
    public async Task An_invitation_that_is_taken_up_is_a_change_of_state(DatabaseProvider provider)
    {
        await using var town = await Town.On(provider);
        _ = (await town.House.Get<Departments>().Add(town.First, "Retail lending", default)).Value;
        var invited = (await town.House.Get<InvitePerson>().Run(town.First, new("new@example.org", "New Person", "Retail lending", [Role.Developer], "Joins."), default)).Value;
        town.House.Time.Advance(TimeSpan.FromDays(1));
        _ = (await town.House.Get<SetPassword>().Run(new(invited.Secret, "quite another long sentence", Origin.None), default)).Value;

        async Task<PersonState> State(AsOf asOf) => (await town.House.Get<AccessQueries>().AsOf(asOf, default)).Single(line => line.Person == invited.Person).State;

        Assert.Equal((PersonState.Invited, PersonState.Active), (await State(town.House.Get<Calendar>().EndOf(First)), await State(AsOf.Now)));
    }

    private static async Task<string> SomebodyOn(Town town, DateOnly day) => string.Join(", ",
        (await town.House.Get<AccessQueries>().AsOf(town.House.Get<Calendar>().EndOf(day), default))
            .Where(line => line.Person == town.Somebody.Id()).Select(line => $"{line.Department} {line.State} {line.Role}"));
}
