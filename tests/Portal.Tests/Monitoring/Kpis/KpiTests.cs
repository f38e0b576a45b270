using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.Monitoring.Kpis;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Monitoring.Kpis;

public sealed class KpiTests
{
    private static readonly KpiTerms Terms = new("%", KpiDirection.AtLeast, 90, "Lending that answers at once");
    private static readonly DateOnly Today = DateOnly.FromDateTime(House.Noon.UtcDateTime);

    [Theory, OnBothDatabases]
    public async Task An_owner_says_what_is_to_be_reached_and_readings_say_where_it_is(DatabaseProvider provider)
    {
        await using var bench = await Bench.On(provider);
        var owner = await Owner(bench);
        var (set, queries) = (bench.House.Get<SetKpi>(), bench.House.Get<KpiQueries>());

        var first = (await set.Run(owner, Input() with { Readings = [new(Today.AddDays(-31), 71), new(Today.AddDays(-1), 88)] }, default)).Value;
        var missed = Assert.Single((await queries.List(Bench.Code, new PageRequest(1, 10), AsOf.Now, default)).Items);
        _ = (await bench.House.Get<ReadKpi>().Run(owner, new(first, [new(Today.AddDays(-1), 91)]), default)).Value;
        var again = (await set.Run(owner, Input() with { Terms = Terms with { Target = 85 } }, default)).Value;
        var met = await queries.One(first, default);

        Assert.Equal(first, again);
        Assert.Equal((false, 88.0, "Owner", "Credit scoring"), (missed.IsMet, missed.Last?.Value, missed.Owner?.Name, missed.SystemName));
        Assert.Equal((true, 91.0, 85.0, 2), (met?.IsMet, met?.Last?.Value, met?.Target, met?.Readings.Count));
        Assert.Equal(["kpi.changed", "kpi.read", "kpi.changed"], (await bench.House.Entries()).Select(entry => entry.Action).Where(action => action.StartsWith("kpi.", StringComparison.Ordinal)));
        Assert.Empty((await queries.List("AIS-0042", new PageRequest(1, 10), AsOf.Now, default)).Items);
    }

    [Fact]
    public async Task What_does_not_fit_is_refused_by_field_and_whoever_does_not_own_it_is_refused()
    {
        await using var bench = await Bench.On(DatabaseProvider.Sqlite);
        var owner = await Owner(bench);
        var stranger = await bench.House.Person("Stranger", Role.SystemOwner);
        var set = bench.House.Get<SetKpi>();

        var faults = Assert.IsType<Invalid>((await set.Run(owner, new(Bench.Code, " ", new("", null, double.NaN, ""), null, [new(Today.AddDays(1), double.PositiveInfinity)]), default)).Refusal).Faults;
        var nobody = await set.Run(owner, Input() with { Owner = new PersonId(Guid.CreateVersion7()) }, default);

        Assert.Equal(["name", "objective", "direction", "target", "readings[0].day", "readings[0].value"], faults.Select(fault => fault.Field));
        Assert.Equal("owner", Assert.IsType<Invalid>(nobody.Refusal).Faults[0].Field);
        Assert.IsType<Forbidden>((await set.Run(stranger, Input(), default)).Refusal);
        Assert.IsType<NotFound>((await set.Run(owner, Input() with { System = "AIS-0042" }, default)).Refusal);
        Assert.IsType<NotFound>((await bench.House.Get<ReadKpi>().Run(owner, new(Guid.CreateVersion7(), [new(Today, 1)]), default)).Refusal);
        Assert.False(await bench.House.Get<KpiQueries>().MaySet(stranger, Bench.Code, default));
        Assert.True(await bench.House.Get<KpiQueries>().MaySet(owner, Bench.Code, default));
    }

    private static SetKpi.Input Input() => new(Bench.Code, "Decisions within a day", Terms, null, []);

    private static async Task<Actor> Owner(Bench bench)
    {
        var owner = await bench.House.Person("Owner", Role.SystemOwner);
        await using var db = await bench.House.Dbs.CreateDbContextAsync();
        await db.Revisions.ExecuteUpdateAsync(set => set.SetProperty(row => row.Content.BusinessOwner, owner.Person));
        return owner;
    }
}
