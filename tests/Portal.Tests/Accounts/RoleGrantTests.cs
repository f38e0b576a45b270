using Portal.Accounts;
using Portal.Data;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Accounts;

public sealed class RoleGrantTests
{
    [Theory, OnBothDatabases]
    public async Task One_administrator_grants_a_role_that_signs_nothing(DatabaseProvider provider)
    {
        await using var town = await Town.On(provider);

        Assert.Equal(GrantState.Held, (await town.Grant(town.First, town.Somebody, Role.Developer)).Value);

        Assert.True((await town.Now(town.Somebody)).May(Permission.DeclareVersions));
        Assert.False((await town.GrantOf(town.Somebody, Role.Developer)).Bootstrap);
    }

    [Theory, OnBothDatabases]
    public async Task A_role_that_signs_is_held_when_a_second_administrator_confirmed_it(DatabaseProvider provider)
    {
        await using var town = await Town.On(provider);
        Assert.Equal(GrantState.Proposed, (await town.Grant(town.First, town.Somebody, Role.TechnicalReviewer)).Value);
        Assert.False((await town.Now(town.Somebody)).May(Permission.SignTechnical));

        _ = (await town.Confirm(town.Second, town.Somebody, Role.TechnicalReviewer)).Value;

        Assert.True((await town.Now(town.Somebody)).May(Permission.SignTechnical));
        var actions = (await town.House.Entries()).Select(entry => entry.Action).Where(action => action.StartsWith("role.", StringComparison.Ordinal));
        Assert.Equal(["role.proposed", "role.granted"], actions);
    }

    [Theory, OnBothDatabases]
    public async Task Nobody_confirms_their_own_proposal_or_a_grant_to_themselves(DatabaseProvider provider)
    {
        await using var town = await Town.On(provider);
        var third = await town.House.Person("Third", Role.Administrator);
        _ = (await town.Grant(town.First, town.Somebody, Role.Administrator)).Value;
        _ = (await town.Grant(town.First, town.Somebody, Role.Developer)).Value;

        Assert.Equal("You proposed this grant: another administrator confirms it.", (await town.Confirm(town.First, town.Somebody, Role.Administrator)).Refusal?.Message);
        Assert.IsType<Forbidden>((await town.Grant(third, third, Role.Developer)).Refusal);
        Assert.Equal(2, (await town.House.Entries()).Count(entry => entry.Action.EndsWith(".refused", StringComparison.Ordinal)));
    }

    [Theory, OnBothDatabases]
    public async Task Who_became_an_administrator_meanwhile_does_not_confirm_the_grant_to_themselves(DatabaseProvider provider)
    {
        await using var town = await Town.On(provider);
        _ = (await town.Grant(town.First, town.Second, Role.Auditor)).Value;
        var grant = await town.GrantOf(town.Second, Role.Auditor);

        await using var db = await town.House.Dbs.CreateDbContextAsync();
        var proposed = RoleGrant.Proposed(town.Second.Id(), Role.Administrator, town.First.Person, "", House.Noon);

        Assert.Equal(GrantState.Held, grant.State);
        Assert.Equal("Nobody confirms a grant to themselves.", proposed.Confirm(town.Second.Id(), House.Noon)?.Message);
    }

    [Theory, OnBothDatabases]
    public async Task A_declined_grant_is_never_held(DatabaseProvider provider)
    {
        await using var town = await Town.On(provider);
        _ = (await town.Grant(town.First, town.Somebody, Role.RiskManager)).Value;
        var grant = await town.GrantOf(town.Somebody, Role.RiskManager);

        Assert.IsType<Invalid>((await town.House.Get<DeclineGrant>().Run(town.Second, new(grant.Id, " "), default)).Refusal);
        _ = (await town.House.Get<DeclineGrant>().Run(town.Second, new(grant.Id, "Works in sales."), default)).Value;

        Assert.IsType<NotAllowed>((await town.Confirm(town.Second, town.Somebody, Role.RiskManager)).Refusal);
        Assert.False((await town.Now(town.Somebody)).May(Permission.ConfirmTiers));
    }

    [Theory, OnBothDatabases]
    public async Task Until_there_are_two_administrators_one_grants_alone_and_each_grant_is_marked(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var only = await house.Person("Only", Role.Administrator);
        var somebody = await house.Person("Somebody");
        var another = await house.Person("Another");
        var grants = house.Get<GrantRole>();

        Assert.Equal(GrantState.Held, (await grants.Run(only, new(somebody.Id(), Role.BoardMember, "Set-up"), default)).Value);
        Assert.Equal(GrantState.Held, (await grants.Run(only, new(another.Id(), Role.Administrator, "Set-up"), default)).Value);
        Assert.Equal(GrantState.Proposed, (await grants.Run(only, new(somebody.Id(), Role.RiskManager, "Afterwards"), default)).Value);

        var marked = (await house.Entries()).Where(entry => System.Text.Encoding.UTF8.GetString(entry.Bytes).Contains("\"bootstrap\":\"true\"", StringComparison.Ordinal));
        Assert.Equal(2, marked.Count());
    }

    [Theory, OnBothDatabases]
    public async Task What_does_not_go_together_is_refused_while_it_is_only_proposed_too(DatabaseProvider provider)
    {
        await using var town = await Town.On(provider);
        _ = (await town.Grant(town.First, town.Somebody, Role.BoardMember)).Value;

        var refusal = (await town.Grant(town.First, town.Somebody, Role.PolicyManager)).Refusal;

        Assert.StartsWith("Policy manager and board member do not go together", refusal?.Message);
        Assert.IsType<NotAllowed>((await town.Grant(town.First, town.Somebody, Role.BoardMember)).Refusal);
    }

    [Theory, OnBothDatabases]
    public async Task A_role_is_taken_away_with_a_reason_and_stays_on_record(DatabaseProvider provider)
    {
        await using var town = await Town.On(provider);
        _ = (await town.Grant(town.First, town.Somebody, Role.Developer)).Value;
        var grant = await town.GrantOf(town.Somebody, Role.Developer);
        town.House.Time.Advance(TimeSpan.FromDays(3));

        Assert.IsType<Invalid>((await town.TakeAway(town.Second, grant.Id, "")).Refusal);
        _ = (await town.TakeAway(town.Second, grant.Id, "Moved to another team.")).Value;

        Assert.False((await town.Now(town.Somebody)).May(Permission.DeclareVersions));
        var line = Assert.Single(await town.House.Get<RoleQueries>().Of(town.Somebody.Id(), default));
        Assert.Equal((House.Noon, House.Noon.AddDays(3), "Second", "Moved to another team."), (line.ValidFrom, line.ValidTo, line.EndedByName, line.EndReason));
        Assert.Equal(GrantState.Held, (await town.Grant(town.First, town.Somebody, Role.Developer)).Value);
    }

    [Theory, OnBothDatabases]
    public async Task The_last_administrator_stays(DatabaseProvider provider)
    {
        await using var town = await Town.On(provider);
        _ = (await town.TakeAway(town.First, (await town.GrantOf(town.Second, Role.Administrator)).Id, "Left IT.")).Value;

        var refusal = (await town.TakeAway(town.First, (await town.GrantOf(town.First, Role.Administrator)).Id, "Tired.")).Refusal;

        Assert.StartsWith("This is the last administrator", refusal?.Message);
    }

    [Theory, OnBothDatabases]
    public async Task Roles_are_read_as_of_a_date(DatabaseProvider provider)
    {
        await using var town = await Town.On(provider);
        _ = (await town.Grant(town.First, town.Somebody, Role.Developer)).Value;
        town.House.Time.Advance(TimeSpan.FromDays(2));
        _ = (await town.TakeAway(town.First, (await town.GrantOf(town.Somebody, Role.Developer)).Id, "Over.")).Value;
        await using var db = await town.House.Dbs.CreateDbContextAsync();

        int HeldAt(DateTimeOffset at) => db.HeldGrantsAt(at).Count(grant => grant.Role == Role.Developer);

        Assert.Equal([0, 1, 1, 0], [HeldAt(House.Noon.AddSeconds(-1)), HeldAt(House.Noon), HeldAt(House.Noon.AddDays(2).AddSeconds(-1)), HeldAt(House.Noon.AddDays(2))]);
    }

    [Theory, OnBothDatabases]
    public async Task Who_is_no_administrator_grants_nothing(DatabaseProvider provider)
    {
        await using var town = await Town.On(provider);
        var token = Actor.ByToken(town.First.Id(), "First", "token", new HashSet<Permission>([Permission.ManagePeople]), new TokenReach(TokenKind.Pipeline, null));

        Assert.IsType<Forbidden>((await town.Grant(town.Somebody, town.First, Role.Developer)).Refusal);
        Assert.IsType<Forbidden>((await town.Grant(token, town.Somebody, Role.Developer)).Refusal);
    }

    [Theory, OnBothDatabases]
    public async Task Of_two_confirmations_at_once_one_counts(DatabaseProvider provider)
    {
        await using var town = await Town.On(provider);
        var third = await town.House.Person("Third", Role.Administrator);
        _ = (await town.Grant(town.First, town.Somebody, Role.BoardChair)).Value;

        var results = await Task.WhenAll(
            town.Confirm(town.Second, town.Somebody, Role.BoardChair),
            town.Confirm(third, town.Somebody, Role.BoardChair));

        Assert.Single(results, result => result.Refusal is null);
        Assert.Single(await town.House.Entries(), entry => entry.Action == "role.granted");
    }
}
