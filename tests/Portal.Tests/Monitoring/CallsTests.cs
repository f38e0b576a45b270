using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.Monitoring;
using Portal.Monitoring.Costs;
using Portal.Monitoring.Windows;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Monitoring;

public sealed class CallsTests
{
    private static readonly PriceTerms Terms = new("acme", "small", "EUR", new DateOnly(2026, 1, 1), 2_000_000, null, null, 0, 1_000_000);

    [Theory, OnBothDatabases]
    public async Task What_calls_cost_is_settled_when_they_come_and_no_later_price_changes_it(DatabaseProvider provider)
    {
        await using var bench = await Bench.On(provider);
        var owner = await bench.House.Person("Owner", Role.SystemOwner);
        Assert.Equal(1, (await bench.House.Get<AddPrice>().Run(owner, Terms, default)).Value.Number);

        await Post(bench, Call(House.Noon), "calls-1");
        await bench.House.Get<AddPrice>().Run(owner, Terms with { Input = 4_000_000 }, default);
        await bench.Fold();
        await Post(bench, Call(House.Noon.AddSeconds(1)), "calls-2");
        await bench.Fold();
        await Post(bench, Call(House.Noon.AddSeconds(1)), "calls-2");
        await bench.Fold();

        var minute = await Minute(bench);
        Assert.Equal((2, 2000, 4000), (minute.Total("calls"), minute.Total("price:1"), minute.Total("price:2")));
        await using var db = await bench.House.Dbs.CreateDbContextAsync();
        Assert.Equal((0, 6000), await db.TelemetryDays.Select(day => new ValueTuple<long, long>(day.Rows, day.CostMicros)).SingleAsync());
    }

    [Theory, OnBothDatabases]
    public async Task Feedback_and_reviews_count_for_the_version_that_serves(DatabaseProvider provider)
    {
        await using var bench = await Bench.On(provider);
        var accept = bench.House.Get<AcceptReactions>();

        var feedback = await accept.Run(bench.Sender, new(TelemetryKind.Feedback, Bench.Code, null, """[{"id":"1","rating":"up"},{"id":"2","rating":"down","version":"v1"}]"""u8.ToArray()), default);
        var reviews = await accept.Run(bench.Sender, new(TelemetryKind.Reviews, Bench.Code, null, """{"id":"1","outcome":"overridden","seconds":12}"""u8.ToArray()), default);
        var unknown = await accept.Run(bench.Sender, new(TelemetryKind.Feedback, Bench.Code, null, """[{"id":"1","rating":"up"},{"id":"2","rating":"up","version":"v9"}]"""u8.ToArray()), default);
        await bench.Fold();

        var minute = await Minute(bench);
        Assert.Equal((2, 1), (feedback.Value.Rows, reviews.Value.Rows));
        Assert.Equal("row 2, version", Assert.Single(Assert.IsType<Invalid>(unknown.Refusal).Faults).Field);
        Assert.Equal((2, 1, 1), (minute.Total("feedback"), minute.Total("reviews"), minute.Total("reviews.overridden")));
    }

    [Fact]
    public async Task Prices_and_costs_that_do_not_fit_are_refused_by_field_and_whoever_may_not_is_refused()
    {
        await using var bench = await Bench.On(DatabaseProvider.Sqlite);
        var owner = await bench.House.Person("Owner", Role.SystemOwner);

        var price = await bench.House.Get<AddPrice>().Run(owner, Terms with { Currency = "eur", Input = -1, Rate = 0, Model = "" }, default);
        var mine = await bench.House.Get<AddPrice>().Run(bench.Sender, Terms, default);
        var cost = await bench.House.Get<PostCost>().Run(bench.Sender, new(Bench.Code, new DateOnly(2040, 1, 1), "", 0), default);
        var posted = await bench.House.Get<PostCost>().Run(bench.Sender, new(Bench.Code, DateOnly.FromDateTime(House.Noon.UtcDateTime), "Licence", 5_000_000), default);

        Assert.Equal(["model", "currency", "input", "rate"], Assert.IsType<Invalid>(price.Refusal).Faults.Select(fault => fault.Field));
        Assert.IsType<Forbidden>(mine.Refusal);
        Assert.Equal(["what", "day", "amountMicros"], Assert.IsType<Invalid>(cost.Refusal).Faults.Select(fault => fault.Field));
        Assert.Null(posted.Refusal);
        Assert.Equal("cost.posted", (await bench.House.Entries())[^1].Action);
    }

    [Theory]
    [InlineData(0.5, null)]
    [InlineData(10, 3000L)]
    [InlineData(29, 1034L)]
    [InlineData(30, 1000L)]
    [InlineData(90, 1000L)]
    public void A_forecast_goes_on_as_it_went_and_says_nothing_on_the_first_day(double days, long? expected) =>
        Assert.Equal(expected, Forecast.Of(1000, House.Noon, House.Noon.AddDays(30), House.Noon.AddDays(days)));

    [Theory, OnBothDatabases]
    public async Task What_a_system_cost_in_a_month_is_what_was_counted_and_what_was_told(DatabaseProvider provider)
    {
        await using var bench = await Bench.On(provider);
        await bench.House.Get<AddPrice>().Run(await bench.House.Person("Owner", Role.SystemOwner), Terms, default);
        await Post(bench, Call(House.Noon), "calls-1");
        await bench.Fold();
        var today = DateOnly.FromDateTime(House.Noon.UtcDateTime);
        await bench.House.Get<PostCost>().Run(bench.Sender, new(Bench.Code, today, "Licence", 500), default);

        var spent = Assert.Single(await bench.House.Get<SpendQueries>().Month(today, AsOf.Now, default));

        Assert.Equal((Bench.Code, 2000, 500), (spent.System, spent.Counted, spent.Posted));
        Assert.True(spent.Forecast > 2500, $"{spent.Forecast}");
        Assert.Empty(await bench.House.Get<SpendQueries>().Month(today.AddMonths(-2), AsOf.Now, default));
    }

    private static Task<Result<AcceptPredictions.Accepted>> Post(Bench bench, string call, string key) =>
        bench.House.Get<AcceptCalls>().Run(bench.Sender, new(Bench.Code, key, Encoding.UTF8.GetBytes(call)), default);

    private static string Call(DateTimeOffset time) =>
        $$"""{"id":"c","time":"{{time:yyyy-MM-ddTHH:mm:ss}}Z","version":"v1","model":"small","provider":"acme","inputTokens":1000,"outputTokens":5,"latencyMs":80,"outcome":"ok"}""";

    private static async Task<MinuteCounts> Minute(Bench bench)
    {
        await using var db = await bench.House.Dbs.CreateDbContextAsync();
        return MinuteCounts.FromBytes((await db.TelemetryWindows.SingleAsync()).Counts);
    }
}
