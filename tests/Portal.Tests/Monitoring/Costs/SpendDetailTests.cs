using System.Text;
using Portal.Accounts;
using Portal.Data;
using Portal.Monitoring;
using Portal.Monitoring.Costs;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Monitoring.Costs;

public sealed class SpendDetailTests
{
    private static readonly DateOnly Day = DateOnly.FromDateTime(House.Noon.UtcDateTime);

    [Theory, OnBothDatabases]
    public async Task Spending_is_told_by_day_and_by_model_and_what_has_no_price_by_its_name(DatabaseProvider provider)
    {
        await using var bench = await Bench.On(provider);
        var owner = await bench.House.Person("Owner", Role.SystemOwner);
        _ = (await bench.House.Get<AddPrice>().Run(owner, new("acme", "small", "EUR", new DateOnly(2026, 1, 1), 2_000_000, null, null, 0, 1_000_000), default)).Value;
        await Calls(bench, 3, "acme", "small", House.Noon);
        await Calls(bench, 1, "ACME", "Small", House.Noon.AddDays(-1));
        await Calls(bench, 2, "acme", "large", House.Noon);
        _ = (await bench.House.Get<PostCost>().Run(bench.Sender, new(Bench.Code, Day, "Licence", 500), default)).Value;
        await bench.Fold();
        var queries = bench.House.Get<SpendDetailQueries>();

        var days = await queries.ByDay(Day.AddDays(-1), Day.AddDays(1), AsOf.Now, default);
        var models = await queries.ByModel(Day.AddDays(-1), Day.AddDays(1), AsOf.Now, default);
        var before = await queries.ByModel(Day.AddDays(-9), Day.AddDays(-1), AsOf.Now, default);

        Assert.Equal([new DaySpend(Bench.Code, Day.AddDays(-1), 2000), new DaySpend(Bench.Code, Day, 6500)], days);
        var model = Assert.Single(models.Models);
        Assert.Equal(("acme", "small", 8000, Bench.Code), (model.Provider, model.Model, model.Micros, Assert.Single(model.Systems)));
        Assert.Equal([new UnpricedCalls("acme", "large", Bench.Code, 2)], models.Unpriced);
        Assert.Empty(before.Models.Select(one => one.Model).Concat(before.Unpriced.Select(one => one.Model)));
        Assert.Equal("Credit scoring", (await queries.Names(AsOf.Now, default))[Bench.Code]);
    }

    private static async Task Calls(Bench bench, int count, string provider, string model, DateTimeOffset time)
    {
        var rows = string.Join('\n', Enumerable.Range(0, count).Select(i =>
            $$"""{"id":"{{model}}-{{time:dd}}-{{i}}","time":"{{time:yyyy-MM-ddTHH:mm:ss}}Z","version":"v1","model":"{{model}}","provider":"{{provider}}","inputTokens":1000,"outputTokens":5,"latencyMs":80,"outcome":"ok"}"""));
        _ = (await bench.House.Get<AcceptCalls>().Run(bench.Sender, new(Bench.Code, null, Encoding.UTF8.GetBytes(rows)), default)).Value;
    }
}
