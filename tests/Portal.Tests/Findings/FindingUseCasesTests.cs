using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.Findings;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Findings;

public sealed class FindingUseCasesTests
{
    [Theory, OnBothDatabases]
    public async Task A_finding_is_raised_done_returned_done_closed_and_reopened_on_the_record(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var (owner, risk, system) = await Bank(house);

        var code = (await house.Raise(risk, owner, system)).Value;
        _ = (await house.Claim(owner, code)).Value;
        _ = (await house.Return(risk, code)).Value;
        _ = (await house.Claim(owner, code)).Value;
        _ = (await house.Close(risk, code)).Value;
        _ = (await house.Reopen(risk, code)).Value;

        var view = await house.Finding(code);
        Assert.Equal(("FI-0001", FindingState.Open, 1, "AIS-0001", "Owner"), (code, view.Line.State, view.Reopenings, view.Line.System, view.Line.Owner));
        Assert.Equal(
            ["finding.raised", "finding.claimed", "finding.returned", "finding.claimed", "finding.closed", "finding.reopened"],
            (await house.Entries()).Where(entry => entry.Subject == code).Select(entry => entry.Action));
        Assert.Equal([FindingAct.Raised, FindingAct.Claimed, FindingAct.Returned, FindingAct.Claimed, FindingAct.Closed, FindingAct.Reopened], view.Steps.Select(step => step.Act));
    }

    [Theory, OnBothDatabases]
    public async Task It_is_not_closed_by_its_owner_whatever_the_owner_may_otherwise(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var (_, risk, system) = await Bank(house);
        var both = await house.Person("Both", Role.SystemOwner, Role.RiskManager);
        var code = (await house.Raise(risk, both, system)).Value;
        _ = (await house.Claim(both, code)).Value;

        var byPage = await house.Close(both, code);
        var byToken = await house.Close(Actor.ByToken(both.Id(), both.Name, "token", TokenScopes.All.ToHashSet(), new TokenReach(TokenKind.Pipeline, null)), code);

        Assert.Equal(new Forbidden("You have it: somebody else closes it."), byPage.Refusal);
        Assert.Equal(byPage.Refusal, byToken.Refusal);
        Assert.Equal(FindingState.Claimed, (await house.Finding(code)).Line.State);
        Assert.Equal(2, (await house.Entries()).Count(entry => entry.Action == "finding.close.refused"));
        Assert.Null((await house.Close(risk, code)).Refusal);
    }

    [Theory, OnBothDatabases]
    public async Task Only_risk_and_validators_close_return_reopen_and_move(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var (owner, risk, system) = await Bank(house);
        var code = (await house.Raise(risk, owner, system)).Value;
        _ = (await house.Claim(owner, code)).Value;

        foreach (var role in Enum.GetValues<Role>().Except([Role.RiskManager, Role.IndependentValidator]))
        {
            var somebody = await house.Person(role.ToString(), role);
            Assert.All(
                [(await house.Close(somebody, code)).Refusal, (await house.Return(somebody, code)).Refusal, (await house.Reopen(somebody, code)).Refusal, (await house.Move(somebody, code, somebody)).Refusal],
                refusal => Assert.IsType<Forbidden>(refusal));
        }

        Assert.Null((await house.Close(await house.Person("Validator", Role.IndependentValidator), code)).Refusal);
    }

    [Theory, OnBothDatabases]
    public async Task Who_may_raise_is_an_owner_of_the_system_risk_a_validator_or_on_call(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var (owner, _, system) = await Bank(house);
        List<Role> may = [];
        foreach (var role in Enum.GetValues<Role>())
        {
            if ((await house.Raise(await house.Person(role.ToString(), role), owner, system)).Refusal is null)
                may.Add(role);
        }

        Assert.Equal([Role.IndependentValidator, Role.RiskManager, Role.OnCall], may);
        Assert.Null((await house.Raise(owner, owner, system)).Refusal);
        Assert.IsType<Forbidden>((await house.Raise(owner, owner, system: null)).Refusal);
    }

    [Theory, OnBothDatabases]
    public async Task A_token_that_is_bound_to_other_systems_neither_raises_nor_closes(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var (owner, risk, system) = await Bank(house);
        var other = await house.FileAndPublish(owner, risk);
        var bound = Actor.ByToken(risk.Id(), risk.Name, "token", TokenScopes.All.ToHashSet(), new TokenReach(TokenKind.Pipeline, new HashSet<SystemId> { other.Id }));
        var code = (await house.Raise(risk, owner, system)).Value;
        _ = (await house.Claim(owner, code)).Value;

        Assert.IsType<Forbidden>((await house.Raise(bound, owner, system)).Refusal);
        Assert.IsType<Forbidden>((await house.Raise(bound, owner, system: null)).Refusal);
        Assert.IsType<Forbidden>((await house.Close(bound, code)).Refusal);
        Assert.Null((await house.Raise(bound, owner, other.Code)).Refusal);
    }

    [Theory, OnBothDatabases]
    public async Task What_is_wrong_is_named_by_its_field(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var (owner, risk, system) = await Bank(house);
        var nobody = Actor.InPerson(new PersonId(Guid.CreateVersion7()), "Nobody", new HashSet<Permission>());
        var code = (await house.Raise(risk, owner, system)).Value;

        Assert.Equal("system", FieldOf((await house.Raise(risk, owner, "AIS-9999")).Refusal));
        Assert.Equal("owner", FieldOf((await house.Raise(risk, nobody, system)).Refusal));
        Assert.Equal("due", FieldOf((await house.Raise(risk, owner, system, due: new DateOnly(2026, 11, 1))).Refusal));
        Assert.Equal("evidence", FieldOf((await house.Get<ClaimFinding>().Run(owner, new(code, " "), default)).Refusal));
        Assert.Equal("owner", FieldOf((await house.Move(risk, code, nobody)).Refusal));
        Assert.Equal("due", FieldOf((await house.Move(risk, code, owner, new DateOnly(2026, 11, 1))).Refusal));
        Assert.Equal(new NotFound("FI-0099"), (await house.Close(risk, "FI-0099")).Refusal);
    }

    [Theory, OnBothDatabases]
    public async Task Whoever_gets_it_is_told_and_so_when_it_comes_back(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var (owner, risk, system) = await Bank(house);
        var second = await house.Person("Second", Role.SystemOwner);
        var code = (await house.Raise(risk, owner, system)).Value;
        _ = (await house.Move(risk, code, second)).Value;
        _ = (await house.Claim(second, code)).Value;
        _ = (await house.Return(risk, code)).Value;

        Assert.Equal(["owner", "second"], await house.Told("finding.raised"));
        Assert.Equal(["second"], await house.Told("finding.returned"));
    }

    [Theory, OnBothDatabases]
    public async Task What_happened_twice_is_raised_once_until_it_is_closed(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var (owner, risk, system) = await Bank(house);
        var id = (await house.Entry(system)).Id;
        var what = new NewFinding(FindingSource.Alert, FindingSeverity.Severe, id, "Drift of the score", "Look at the score.", owner.Id(), Tracking.Due) { Key = "score-drift" };
        var portal = Actor.System("alerts");

        var first = await Raise(house, portal, what);
        var again = await Raise(house, portal, what);
        var other = await Raise(house, portal, what with { Key = "volume" });
        _ = (await house.Claim(owner, "FI-0001")).Value;
        var claimed = await Raise(house, portal, what);
        _ = (await house.Close(risk, "FI-0001")).Value;
        var anew = await Raise(house, portal, what);

        Assert.Equal((first, first), (again, claimed));
        Assert.NotEqual(first, other);
        Assert.NotEqual(first, anew);
        await using var db = await house.Dbs.CreateDbContextAsync();
        Assert.Equal(["FI-0002", "FI-0003"], await db.Findings.Where(finding => finding.System == id && finding.State != FindingState.Closed).OrderBy(finding => finding.Code).Select(finding => finding.Code).ToListAsync());
    }

    [Theory, OnBothDatabases]
    public async Task What_somebody_who_left_had_to_do_goes_on_with_the_successor_or_with_who_raised_it(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var (owner, risk, system) = await Bank(house);
        var heir = await house.Person("Heir", Role.SystemOwner);
        var other = await house.Person("Validator", Role.IndependentValidator);
        var (ofSystem, ofNone, closed) = ((await house.Raise(risk, owner, system)).Value, (await house.Raise(other, owner)).Value, (await house.Raise(risk, owner)).Value);
        _ = (await house.Claim(owner, closed)).Value;
        _ = (await house.Close(risk, closed)).Value;
        var left = new PersonLeft(owner.Id(), [new Handover((await house.Entry(system)).Id, heir.Id())]);

        foreach (var reaction in house.All<IReaction<PersonLeft>>().OfType<OwnerOfFindingsLeft>())
        {
            await reaction.React(left, default);
            await reaction.React(left, default);
        }

        await using var db = await house.Dbs.CreateDbContextAsync();
        var owners = (await db.Findings.AsNoTracking().ToListAsync()).ToDictionary(finding => finding.Code, finding => finding.Owner);
        Assert.Equal((heir.Id(), other.Id(), owner.Id()), (owners[ofSystem], owners[ofNone], owners[closed]));
        Assert.Equal(2, (await house.Entries()).Count(entry => entry.Action == "finding.moved"));
    }

    [Theory, OnBothDatabases]
    public async Task A_note_is_added_by_who_has_it_and_by_who_judges_and_changes_nothing_else(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var (owner, risk, system) = await Bank(house);
        var code = (await house.Raise(risk, owner, system)).Value;

        _ = (await house.Get<NoteFinding>().Run(owner, new(code, "The vendor answers on Monday."), default)).Value;

        Assert.Equal((FindingAct.Noted, "The vendor answers on Monday.", FindingState.Open), ((await house.Finding(code)).Steps[^1].Act, (await house.Finding(code)).Steps[^1].Words, (await house.Finding(code)).Line.State));
        Assert.IsType<Forbidden>((await house.Get<NoteFinding>().Run(await house.Person("Auditor", Role.Auditor), new(code, "Hm."), default)).Refusal);
    }

    private static Task<FindingId> Raise(House house, Actor actor, NewFinding what) =>
        house.Write<FindingId>(async db => await Raised.Raise(db, actor, what, house.Time.GetUtcNow(), default));

    private static string? FieldOf(Refusal? refusal) => Assert.IsType<Invalid>(refusal).Faults[0].Field;

    private static async Task<(Actor Owner, Actor Risk, string System)> Bank(House house)
    {
        var (owner, risk) = (await house.Person("Owner", Role.SystemOwner), await house.Person("Risk", Role.RiskManager));
        return (owner, risk, (await house.FileAndPublish(owner, risk)).Code);
    }
}
