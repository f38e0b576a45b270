using Portal.Accounts;
using Portal.Data;
using Portal.Register;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Accounts;

public sealed class LeavePersonTests
{
    [Theory, OnBothDatabases]
    public async Task What_somebody_held_ends_when_they_leave(DatabaseProvider provider)
    {
        await using var town = await Town.On(provider);
        await town.Give(town.Somebody, Role.BoardMember);
        _ = (await town.Fill("Risk", town.Somebody)).Value;
        var group = (await town.Groups.Make(town.First, "Scoring", [Role.Developer], default)).Value;
        _ = (await town.Groups.Add(town.First, group, town.Somebody.Id(), default)).Value;
        _ = (await town.Grant(town.First, town.Somebody, Role.RiskManager)).Value;

        _ = (await Leave(town, town.First, town.Somebody)).Value;

        Assert.Null(await town.House.Get<Actors>().InPerson(town.Somebody.Id(), default));
        Assert.DoesNotContain(await town.House.Get<RoleQueries>().Of(town.Somebody.Id(), default), grant => grant.OverAt is null);
        Assert.Null(await town.Holder("Risk"));
        Assert.Empty(await town.House.Get<GroupQueries>().Of(town.Somebody.Id(), default));
        Assert.IsType<NotAllowed>((await Leave(town, town.First, town.Somebody)).Refusal);
    }

    [Theory, OnBothDatabases]
    public async Task A_seat_goes_to_the_successor_that_is_named(DatabaseProvider provider)
    {
        await using var town = await Town.On(provider);
        var ben = await town.BoardMember("Ben");
        await town.Give(town.Somebody, Role.BoardMember);
        var seat = (await town.Fill("Risk", town.Somebody, alternate: ben)).Value;

        _ = (await town.House.Get<LeavePerson>().Run(town.First, new(town.Somebody.Id(), "New job.", [], [new(seat, ben.Id())]), default)).Value;

        Assert.Equal("Ben", await town.Holder("Risk"));
    }

    [Theory, OnBothDatabases]
    public async Task A_system_goes_to_the_successor_and_what_risk_confirmed_stands(DatabaseProvider provider)
    {
        await using var town = await Town.On(provider);
        var (owner, risk, heir) = (await town.House.Person("Owner", Role.SystemOwner), await town.House.Person("Risk", Role.RiskManager), await town.House.Person("Heir", Role.SystemOwner));
        var filed = await town.House.FileAndPublish(owner, risk);

        _ = (await Leave(town, town.First, owner, new Handover(filed.Id, heir.Id()))).Value;
        await town.House.DeliverEvents();

        var entry = await town.House.Entry(filed.Code);
        Assert.Equal((2, heir.Id(), RiskTier.High), (entry.Published?.Number, entry.Published?.Content.BusinessOwner, entry.Published?.ConfirmedTier));
        Assert.Null(entry.OrphanedAt);
        Assert.Contains(await town.House.Entries(), line => line.Action == "system.handed-over" && line.Subject == filed.Code);
    }

    [Theory, OnBothDatabases]
    public async Task A_system_without_a_successor_is_orphaned_until_its_executive_names_an_owner(DatabaseProvider provider)
    {
        await using var town = await Town.On(provider);
        var (owner, risk, heir) = (await town.House.Person("Owner", Role.SystemOwner), await town.House.Person("Risk", Role.RiskManager), await town.House.Person("Heir", Role.SystemOwner));
        var executive = await town.House.Person("Executive", Role.AccountableExecutive);
        var filed = await town.House.FileAndSubmit(owner, An.Entry(owner.Id()) with { AccountableExecutive = executive.Person });
        _ = (await town.House.Accept(risk, filed.Code)).Value;
        _ = (await Leave(town, town.First, owner)).Value;
        await town.House.DeliverEvents();
        await town.House.DeliverEvents();

        Assert.Equal(filed.Code, Assert.Single(await town.House.Get<RegisterQueries>().OrphansFor(executive, default)).Code);
        Assert.Empty(await town.House.Get<RegisterQueries>().OrphansFor(heir, default));
        Assert.Single(await town.House.Entries(), line => line.Action == "system.orphaned");
        Assert.IsType<Forbidden>((await Name(town, heir, filed.Code, heir)).Refusal);
        Assert.IsType<Invalid>((await Name(town, executive, filed.Code, risk)).Refusal);

        _ = (await Name(town, executive, filed.Code, heir)).Value;

        Assert.Equal(heir.Person, (await town.House.Entry(filed.Code)).Published?.Content.BusinessOwner);
        Assert.Empty(await town.House.Get<RegisterQueries>().OrphansFor(executive, default));
    }

    [Theory, OnBothDatabases]
    public async Task While_a_draft_is_open_the_draft_names_the_successor(DatabaseProvider provider)
    {
        await using var town = await Town.On(provider);
        var (owner, risk, heir) = (await town.House.Person("Owner", Role.SystemOwner), await town.House.Person("Risk", Role.RiskManager), await town.House.Person("Heir", Role.SystemOwner));
        var filed = await town.House.FileAndPublish(owner, risk);
        _ = (await town.House.Edit(owner, filed.Code, An.Entry(owner.Id()) with { KnownLimitations = "More." })).Value;

        _ = (await Leave(town, town.First, owner, new Handover(filed.Id, heir.Id()))).Value;
        await town.House.DeliverEvents();

        Assert.Equal(heir.Person, (await town.House.Entry(filed.Code)).Open?.Content.BusinessOwner);
        _ = (await town.House.Submit(heir, filed.Code)).Value;
        Assert.Equal(heir.Person, (await town.House.Entry(filed.Code)).Published?.Content.BusinessOwner);
    }

    [Theory, OnBothDatabases]
    public async Task A_successor_is_a_system_owner_who_can_sign_in(DatabaseProvider provider)
    {
        await using var town = await Town.On(provider);
        var owner = await town.House.Person("Owner", Role.SystemOwner);

        Assert.IsType<Invalid>((await Leave(town, town.First, owner, new Handover(SystemId.New(House.Noon), town.Somebody.Id()))).Refusal);
        Assert.IsType<Invalid>((await Leave(town, town.First, owner, new Handover(SystemId.New(House.Noon), owner.Id()))).Refusal);
    }

    [Theory, OnBothDatabases]
    public async Task Nobody_records_their_own_leaving_and_the_last_administrator_stays(DatabaseProvider provider)
    {
        await using var town = await Town.On(provider);
        Assert.IsType<Forbidden>((await Leave(town, town.First, town.First)).Refusal);

        _ = (await Leave(town, town.First, town.Second)).Value;

        Assert.IsType<Forbidden>((await Leave(town, town.First, town.First)).Refusal);
        Assert.True(await town.House.Get<RoleQueries>().InSetUp(default));
    }

    private static Task<Result<Done>> Leave(Town town, Actor by, Actor who, params Handover[] systems) =>
        town.House.Get<LeavePerson>().Run(by, new(who.Id(), "New job.", systems, []), default);

    private static Task<Result<SystemId>> Name(Town town, Actor by, string code, Actor owner) =>
        town.House.Get<NameOwner>().Run(by, new(code, owner.Id()), default);
}
