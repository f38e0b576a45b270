using Portal.Accounts;
using Portal.Data;
using Portal.Findings;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Findings;

public sealed class FindingListTests
{
    private static readonly PageRequest First = new(1, 25);

    [Theory, OnBothDatabases]
    public async Task The_list_filters_by_all_that_its_chips_offer(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var (owner, risk) = await Five(house);

        Assert.Equal(["FI-0003", "FI-0004", "FI-0002", "FI-0001"], await Codes(house, FindingFilter.NotClosed));
        Assert.Equal(["FI-0005"], await Codes(house, new() { States = [FindingState.Closed] }));
        Assert.Equal(["FI-0004"], await Codes(house, new() { States = [FindingState.Claimed] }));
        Assert.Equal(["FI-0003", "FI-0004"], await Codes(house, new() { Severities = [FindingSeverity.Severe] }));
        Assert.Equal(["FI-0002"], await Codes(house, new() { Sources = [FindingSource.Drill] }));
        Assert.Equal(["FI-0003", "FI-0004", "FI-0001", "FI-0005"], await Codes(house, new() { Systems = ["AIS-0001"] }));
        Assert.Equal(["FI-0002"], await Codes(house, new() { Owners = [risk.Id()] }));
        Assert.Equal(["FI-0003"], await Codes(house, new("POSTCODE")));
        Assert.Equal(["FI-0003", "FI-0004"], await Codes(house, new() { DueBy = Tracking.Due.AddDays(-1) }));
        Assert.Empty(await Codes(house, new() { Systems = ["AIS-0002"], Owners = [owner.Id()] }));
    }

    [Theory, OnBothDatabases]
    public async Task Every_column_sorts_both_ways_and_each_finding_comes_once(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        await Five(house);

        foreach (var column in Enum.GetValues<FindingColumn>())
            foreach (var direction in Enum.GetValues<SortDirection>())
                Assert.Equal(5, (await Codes(house, new(), new FindingOrder(column, direction))).Distinct().Count());
        Assert.Equal(["FI-0005", "FI-0004", "FI-0003", "FI-0002", "FI-0001"], await Codes(house, new(), new FindingOrder(FindingColumn.Code, SortDirection.Descending)));
        Assert.Equal(["FI-0002", "FI-0001"], (await Codes(house, new(), new FindingOrder(FindingColumn.System, SortDirection.Ascending))).Take(2));
        Assert.Equal("FI-0002", (await Codes(house, new(), new FindingOrder(FindingColumn.Owner, SortDirection.Descending)))[0]);
    }

    [Theory, OnBothDatabases]
    public async Task A_page_is_cut_in_the_database_and_a_table_goes_on_after_a_code(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        await Five(house);
        var findings = house.Get<FindingQueries>();

        var page = await findings.List(new(), FindingOrder.ByUrgency, new(2, 2), AsOf.Now, default);
        var rows = await findings.Rows(new(), "FI-0002", 2, AsOf.Now, default);

        Assert.Equal((5, 2), (page.Total, page.Items.Count));
        Assert.Equal(["FI-0003", "FI-0004"], rows.Select(row => row.Line.Code));
        Assert.Equal(("", "Drilled on Sunday: 11 minutes.", "owner@example.org"), (rows[0].Evidence, rows[1].Evidence, rows[1].OwnerEmail));
    }

    [Theory, OnBothDatabases]
    public async Task A_past_day_shows_how_each_finding_stood_then(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var (owner, risk) = (await house.Person("Owner", Role.SystemOwner), await house.Person("Risk", Role.RiskManager));
        var second = await house.Person("Second", Role.SystemOwner);
        var code = (await house.Raise(risk, owner, (await house.FileAndPublish(owner, risk)).Code)).Value;
        house.Time.Advance(TimeSpan.FromDays(1));
        _ = (await house.Move(risk, code, second, Tracking.Due.AddDays(5))).Value;
        house.Time.Advance(TimeSpan.FromDays(1));
        _ = (await house.Claim(second, code)).Value;
        _ = (await house.Close(risk, code)).Value;
        _ = (await house.Raise(risk, owner)).Value;
        var calendar = house.Get<Calendar>();

        var (raised, moved, closed) = (await house.Finding(code, On(0)), await house.Finding(code, On(1)), await house.Finding(code, On(2)));

        Assert.Equal((FindingState.Open, "Owner", Tracking.Due, 1), (raised.Line.State, raised.Line.Owner, raised.Line.Due, raised.Steps.Count));
        Assert.Equal((FindingState.Open, "Second", Tracking.Due.AddDays(5)), (moved.Line.State, moved.Line.Owner, moved.Line.Due));
        Assert.Equal((FindingState.Closed, 4), (closed.Line.State, closed.Steps.Count));
        Assert.Null(await house.Get<FindingQueries>().One(code, On(-1), default));
        Assert.Equal([code], (await house.Get<FindingQueries>().List(FindingFilter.NotClosed, FindingOrder.ByUrgency, First, On(1), default)).Items.Select(line => line.Code));
        Assert.Equal((1, 1), ((await house.Get<FindingQueries>().Counts(On(1), default)).NotClosed, (await house.Get<FindingQueries>().Counts(AsOf.Now, default)).NotClosed));

        AsOf On(int days) => calendar.EndOf(DateOnly.FromDateTime(House.Noon.UtcDateTime).AddDays(days));
    }

    [Theory, OnBothDatabases]
    public async Task What_waits_to_be_closed_waits_for_those_who_may(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var (owner, risk) = await Five(house);
        var both = await house.Person("Both", Role.RiskManager, Role.SystemOwner);
        var own = (await house.Raise(risk, both)).Value;
        _ = (await house.Claim(both, own)).Value;
        var findings = house.Get<FindingQueries>();

        Assert.Equal(["FI-0004", own], (await findings.WaitingFor(risk, default)).Select(line => line.Code));
        Assert.Equal(["FI-0004"], (await findings.WaitingFor(both, default)).Select(line => line.Code));
        Assert.Empty(await findings.WaitingFor(owner, default));
    }

    [Theory, OnBothDatabases]
    public async Task An_owner_raises_on_own_systems_and_risk_on_all_or_none(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var (owner, risk) = await Five(house);
        var other = await house.Person("Other", Role.SystemOwner);
        var findings = house.Get<FindingQueries>();

        Assert.Equal(["AIS-0001"], (await findings.MayRaiseOn(owner, default)).Select(system => system.Code));
        Assert.False(await findings.MayRaiseOnNone(owner, default));
        Assert.Empty(await findings.MayRaiseOn(other, default));
        Assert.Equal(["AIS-0001"], (await findings.MayRaiseOn(risk, default)).Select(system => system.Code));
        Assert.True(await findings.MayRaiseOnNone(risk, default));
        Assert.Equal(["AIS-0001"], (await findings.Choices(AsOf.Now, default)).Systems.Select(system => system.Code));
    }

    /// <summary>Five findings that differ; the fourth waits to be closed, the fifth is closed.</summary>
    private static async Task<(Actor Owner, Actor Risk)> Five(House house)
    {
        var (owner, risk) = (await house.Person("Owner", Role.SystemOwner), await house.Person("Risk", Role.RiskManager));
        var validator = await house.Person("Validator", Role.IndependentValidator);
        var system = (await house.FileAndPublish(owner, risk)).Code;
        _ = (await house.Raise(risk, owner, system, FindingSeverity.Note)).Value;
        _ = (await house.Raise(validator, risk, null, FindingSeverity.Moderate, source: FindingSource.Drill)).Value;
        _ = (await house.Raise(risk, owner, system, FindingSeverity.Severe, "The postcode weighs", Tracking.Due.AddDays(-10))).Value;
        _ = (await house.Raise(risk, owner, system, FindingSeverity.Severe, due: Tracking.Due.AddDays(-5))).Value;
        _ = (await house.Claim(owner, "FI-0004")).Value;
        _ = (await house.Raise(risk, owner, system, FindingSeverity.Moderate)).Value;
        _ = (await house.Claim(owner, "FI-0005")).Value;
        _ = (await house.Close(risk, "FI-0005")).Value;
        return (owner, risk);
    }

    private static async Task<IReadOnlyList<string>> Codes(House house, FindingFilter filter, FindingOrder? order = null) =>
        [.. (await house.Get<FindingQueries>().List(filter, order ?? FindingOrder.ByUrgency, First, AsOf.Now, default)).Items.Select(line => line.Code)];
}
