using Portal.Accounts;
using Portal.Data;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Accounts;

public sealed class GroupTests
{
    [Theory, OnBothDatabases]
    public async Task Who_belongs_to_a_group_has_its_roles_for_as_long(DatabaseProvider provider)
    {
        await using var town = await Town.On(provider);
        var group = (await town.Groups.Make(town.First, "Scoring", [Role.Developer], default)).Value;

        _ = (await town.Groups.Add(town.First, group, town.Somebody.Id(), default)).Value;
        Assert.True((await town.Now(town.Somebody)).May(Permission.DeclareVersions));

        _ = (await town.Groups.Remove(town.First, group, town.Somebody.Id(), default)).Value;
        Assert.False((await town.Now(town.Somebody)).May(Permission.DeclareVersions));
    }

    [Theory, OnBothDatabases]
    public async Task What_the_group_gains_or_loses_its_members_do_too(DatabaseProvider provider)
    {
        await using var town = await Town.On(provider);
        var group = (await town.Groups.Make(town.First, "Scoring", [Role.Developer], default)).Value;
        _ = (await town.Groups.Add(town.First, group, town.Somebody.Id(), default)).Value;
        town.House.Time.Advance(TimeSpan.FromDays(1));

        _ = (await town.Groups.Hold(town.First, group, [Role.OnCall], default)).Value;

        var now = await town.Now(town.Somebody);
        Assert.True(now.May(Permission.ApplyPromotions));
        Assert.False(now.May(Permission.DeclareVersions));
        var yesterday = await town.House.Get<AccessQueries>().AsOf(town.House.Get<Calendar>().EndOf(new DateOnly(2026, 11, 2)), default);
        Assert.Contains(yesterday, line => line.Person == town.Somebody.Id() && line.Role == Role.Developer && line.Group == "Scoring");
    }

    [Theory, OnBothDatabases]
    public async Task A_group_never_holds_what_takes_two_administrators(DatabaseProvider provider)
    {
        await using var town = await Town.On(provider);

        foreach (var role in Enum.GetValues<Role>())
        {
            var refusal = (await town.Groups.Make(town.First, $"Group {role}", [role], default)).Refusal;
            Assert.Equal(RoleRules.TakesTwo(role), refusal is Invalid { Faults: [{ Field: "roles" }] });
        }
    }

    [Theory, OnBothDatabases]
    public async Task A_group_is_no_way_round_roles_that_do_not_go_together(DatabaseProvider provider)
    {
        await using var town = await Town.On(provider);
        var group = (await town.Groups.Make(town.First, "Rules", [Role.PolicyManager], default)).Value;
        var open = (await town.Groups.Make(town.First, "Open", [Role.Developer], default)).Value;
        await town.Give(town.Somebody, Role.BoardMember);

        Assert.StartsWith("Somebody: Policy manager and board member", (await town.Groups.Add(town.First, group, town.Somebody.Id(), default)).Refusal?.Message);
        _ = (await town.Groups.Add(town.First, open, town.Somebody.Id(), default)).Value;
        Assert.IsType<NotAllowed>((await town.Groups.Hold(town.First, open, [Role.PolicyManager], default)).Refusal);
    }

    [Theory, OnBothDatabases]
    public async Task A_member_of_a_ruling_group_is_granted_no_deciding_role(DatabaseProvider provider)
    {
        await using var town = await Town.On(provider);
        var group = (await town.Groups.Make(town.First, "Rules", [Role.PolicyManager], default)).Value;
        _ = (await town.Groups.Add(town.First, group, town.Somebody.Id(), default)).Value;

        Assert.IsType<NotAllowed>((await town.Grant(town.First, town.Somebody, Role.RiskManager)).Refusal);
    }

    [Theory, OnBothDatabases]
    public async Task Nobody_gives_themselves_a_role_by_way_of_a_group(DatabaseProvider provider)
    {
        await using var town = await Town.On(provider);
        var group = (await town.Groups.Make(town.First, "Scoring", [Role.Developer], default)).Value;
        Assert.IsType<Forbidden>((await town.Groups.Add(town.First, group, town.First.Id(), default)).Refusal);

        _ = (await town.Groups.Add(town.Second, group, town.First.Id(), default)).Value;

        Assert.IsType<Forbidden>((await town.Groups.Hold(town.First, group, [Role.Developer, Role.OnCall], default)).Refusal);
    }

    [Theory, OnBothDatabases]
    public async Task A_retired_group_gives_nothing_any_more(DatabaseProvider provider)
    {
        await using var town = await Town.On(provider);
        var group = (await town.Groups.Make(town.First, "Scoring", [Role.Developer], default)).Value;
        _ = (await town.Groups.Add(town.First, group, town.Somebody.Id(), default)).Value;

        _ = (await town.Groups.Retire(town.First, group, default)).Value;

        Assert.False((await town.Now(town.Somebody)).May(Permission.DeclareVersions));
        Assert.IsType<NotAllowed>((await town.Groups.Add(town.First, group, town.Somebody.Id(), default)).Refusal);
    }
}
