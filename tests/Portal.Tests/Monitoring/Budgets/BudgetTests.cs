using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.Monitoring;
using Portal.Monitoring.Alerts;
using Portal.Monitoring.Budgets;
using Portal.Monitoring.Costs;
using Portal.Shared;
using Portal.Statistics.Alerts;
using Portal.Tests.Findings;
using Portal.Tests.Monitoring.Alerts;
using Portal.Tests.Support;

namespace Portal.Tests.Monitoring.Budgets;

public sealed class BudgetTests
{
    private const string Department = "Retail lending";

    [Theory, OnBothDatabases]
    public async Task A_days_budget_warns_at_eighty_percent_is_serious_when_it_is_spent_and_settles_when_the_day_is_over(DatabaseProvider provider)
    {
        await using var bench = await WithPrice(provider);
        _ = (await Set(bench, bench.Owner, new(Bench.Code, null, BudgetPeriod.Day, 100_000))).Value;

        await Calls(bench, 39);
        await Minute(bench);
        Assert.Empty(await bench.Bench.Alerts());
        await Calls(bench, 1);
        await Minute(bench);
        await Minute(bench);
        var warned = Assert.Single(await bench.Bench.Alerts());
        await Calls(bench, 10);
        await Minute(bench);
        var serious = Assert.Single(await bench.Bench.Alerts());
        bench.House.Time.Advance(TimeSpan.FromDays(1));
        await Minute(bench);

        Assert.Equal((AlertMetric.Budget, AlertSeverity.Warning, 0.08, 0.1), (warned.Metric, warned.Severity, warned.Evidence.Value, warned.Evidence.Level));
        Assert.Equal("80 % of the budget of AIS-0001, a day: 0.08 of 0.1", AlertWords.Of(warned.Metric, warned.Feature, warned.Evidence));
        Assert.Equal((AlertSeverity.Serious, AlertState.Open), (serious.Severity, serious.State));
        Assert.Equal(AlertState.Closed, Assert.Single(await bench.Bench.Alerts()).State);
        Assert.Equal(["alert.opened", "alert.raised", "alert.settled"], (await bench.House.Entries()).Where(entry => entry.Subject == "AL-0001").Select(entry => entry.Action));
        Assert.Equal(["owner", "owner"], await bench.House.Told("alert.opened"));
    }

    [Theory, OnBothDatabases]
    public async Task A_departments_month_counts_what_its_systems_spent_and_what_was_told_with_a_forecast(DatabaseProvider provider)
    {
        await using var bench = await WithPrice(provider);
        var executive = await bench.House.Person("Executive", Role.AccountableExecutive);
        _ = (await Set(bench, executive, new(null, Department, BudgetPeriod.Month, 1_000_000))).Value;
        await Calls(bench, 50);
        _ = (await bench.House.Get<PostCost>().Run(bench.Bench.Sender, new(Bench.Code, DateOnly.FromDateTime(House.Noon.UtcDateTime), "Licence", 750_000), default)).Value;

        await Minute(bench);

        var use = Assert.Single(await bench.House.Get<BudgetQueries>().All(AsOf.Now, default));
        Assert.Equal((850_000, 85.0), (use.Spent, use.Share));
        Assert.InRange(use.Forecast.GetValueOrDefault(), 2_700_000, 2_750_000);
        var alert = Assert.Single(await bench.Bench.Alerts());
        Assert.Equal((AlertSeverity.Warning, $"{Department}, a month", bench.Bench.Version), (alert.Severity, alert.Feature, alert.ModelVersion));
    }

    [Theory, OnBothDatabases]
    public async Task A_requests_budget_is_held_against_the_mean_of_the_last_hour_and_one_that_is_set_higher_settles(DatabaseProvider provider)
    {
        await using var bench = await WithPrice(provider);
        var id = (await Set(bench, bench.Owner, new(Bench.Code, null, BudgetPeriod.Request, 2_000))).Value;
        await Calls(bench, 5);
        await Minute(bench);
        var open = Assert.Single(await bench.Bench.Alerts());

        var again = (await Set(bench, bench.Owner, new(Bench.Code, null, BudgetPeriod.Request, 9_000))).Value;
        await Minute(bench);

        Assert.Equal((AlertSeverity.Serious, 5L), (open.Severity, open.Evidence.N));
        Assert.Equal(id, again);
        Assert.Equal(AlertState.Closed, Assert.Single(await bench.Bench.Alerts()).State);
        Assert.Equal(2, (await bench.House.Entries()).Count(entry => entry.Action == "budget.changed"));
    }

    [Fact]
    public async Task Only_its_owners_set_a_systems_budget_and_only_administrators_and_executives_a_departments()
    {
        await using var bench = await WithPrice(DatabaseProvider.Sqlite);
        var (stranger, admin) = (await bench.House.Person("Stranger", Role.SystemOwner), await bench.House.Person("Admin", Role.Administrator));

        Assert.IsType<Forbidden>((await Set(bench, stranger, new(Bench.Code, null, BudgetPeriod.Day, 1))).Refusal);
        Assert.IsType<Forbidden>((await Set(bench, admin, new(Bench.Code, null, BudgetPeriod.Day, 1))).Refusal);
        Assert.IsType<Forbidden>((await Set(bench, bench.Owner, new(null, Department, BudgetPeriod.Day, 1))).Refusal);
        Assert.Null((await Set(bench, admin, new(null, Department, BudgetPeriod.Day, 1))).Refusal);
        Assert.IsType<NotFound>((await Set(bench, bench.Owner, new("AIS-0009", null, BudgetPeriod.Day, 1))).Refusal);
        Assert.Equal(["department"], Fields(await Set(bench, admin, new(null, "Nowhere", BudgetPeriod.Day, 1))));
        Assert.Equal(["system", "period", "amountMicros"], Fields(await Set(bench, admin, new(Bench.Code, Department, null, 0))));
        Assert.Contains("system", Fields(await Set(bench, admin, new(null, null, BudgetPeriod.Day, 1))));
    }

    private static IEnumerable<string> Fields(Result<Guid> result) => Assert.IsType<Invalid>(result.Refusal).Faults.Select(fault => fault.Field);

    private static async Task<Desk> WithPrice(DatabaseProvider provider)
    {
        var bench = await Bench.On(provider);
        var owner = await bench.House.Person("Owner", Role.SystemOwner);
        _ = (await bench.House.Get<AddPrice>().Run(owner, new PriceTerms("acme", "small", "EUR", new DateOnly(2026, 1, 1), 2_000_000, null, null, 0, 1_000_000), default)).Value;
        await using var db = await bench.House.Dbs.CreateDbContextAsync();
        await db.Revisions.ExecuteUpdateAsync(set => set.SetProperty(row => row.Content.Department, Department).SetProperty(row => row.Content.BusinessOwner, owner.Person));
        return new Desk(bench, owner);
    }

    private static Task<Result<Guid>> Set(Desk desk, Actor actor, SetBudget.Input input) => desk.House.Get<SetBudget>().Run(actor, input, default);

    /// <summary>Each costs 2,000 millionths.</summary>
    private static async Task Calls(Desk desk, int count)
    {
        var time = desk.House.Time.GetUtcNow();
        var calls = string.Join('\n', Enumerable.Range(0, count).Select(i =>
            $$"""{"id":"{{time:HHmm}}-{{i}}","time":"{{time:yyyy-MM-ddTHH:mm:ss}}Z","version":"v1","model":"small","provider":"acme","inputTokens":1000,"outputTokens":5,"latencyMs":80,"outcome":"ok"}"""));
        _ = (await desk.House.Get<AcceptCalls>().Run(desk.Bench.Sender, new(Bench.Code, null, Encoding.UTF8.GetBytes(calls)), default)).Value;
        await desk.Bench.Fold();
    }

    private static async Task Minute(Desk desk)
    {
        desk.House.Time.Advance(TimeSpan.FromMinutes(1));
        await desk.House.Get<JudgeBudgets>().Turn(default);
    }

    private sealed record Desk(Bench Bench, Actor Owner) : IAsyncDisposable
    {
        public House House => Bench.House;

        public ValueTask DisposeAsync() => Bench.DisposeAsync();
    }
}
