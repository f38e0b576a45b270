using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.Monitoring;
using Portal.Monitoring.Alerts;
using Portal.Monitoring.Costs;
using Portal.Monitoring.Rates;
using Portal.Policies;
using Portal.Shared;
using Portal.Statistics.Alerts;
using Portal.Tests.Findings;
using Portal.Tests.Monitoring.Alerts;
using Portal.Tests.Support;

namespace Portal.Tests.Monitoring.Rates;

public sealed class JudgeRatesTests
{
    [Theory, OnBothDatabases]
    public async Task Calls_that_fail_open_an_alert_within_a_minute_which_becomes_graver_and_settles_after_three_calm_minutes(DatabaseProvider provider)
    {
        await using var bench = await Bench.On(provider);
        await bench.House.Person("Call", Role.OnCall);

        await Calls(bench, 200, failed: 10);
        await Minute(bench);
        var warned = Assert.Single(await bench.Alerts());
        await Calls(bench, 200, failed: 30);
        await Minute(bench);
        await Minute(bench);
        var serious = Assert.Single(await bench.Alerts());
        bench.House.Time.Advance(JudgeRates.Window);
        await Calls(bench, 200, failed: 0);
        await Minute(bench);
        await Minute(bench);
        Assert.Equal(AlertState.Open, Assert.Single(await bench.Alerts()).State);
        await Minute(bench);

        Assert.Equal((AlertMetric.Errors, AlertSeverity.Warning, House.Noon.AddMinutes(1), 200L), (warned.Metric, warned.Severity, warned.OpenedAt, warned.Evidence.N));
        Assert.Equal((AlertSeverity.Serious, House.Noon.AddMinutes(2), 400L), (serious.Severity, serious.RaisedAt, serious.Evidence.N));
        Assert.Equal(AlertState.Closed, Assert.Single(await bench.Alerts()).State);
        Assert.Equal(["alert.opened", "alert.raised", "alert.settled"], (await bench.House.Entries()).Where(entry => entry.Subject == "AL-0001").Select(entry => entry.Action));
        Assert.Equal(["call", "call", "developer", "developer"], await bench.House.Told("alert.opened"));
        await using var db = await bench.House.Dbs.CreateDbContextAsync();
        Assert.Equal([false, true], (await db.Events.OrderBy(row => row.Id).ToListAsync()).Select(row => row.Read()).OfType<AlertRaised>().Select(raised => raised.IsSerious));
        Assert.Empty(await db.RateWatches.ToListAsync());
    }

    [Theory, OnBothDatabases]
    public async Task Two_nodes_judge_a_minute_once(DatabaseProvider provider)
    {
        await using var bench = await Bench.On(provider);
        await Calls(bench, 200, failed: 40);
        bench.House.Time.Advance(TimeSpan.FromMinutes(1));

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => new JudgeRates(bench.House.Dbs, bench.House.Get<LiveFeed<TelemetryCounted>>(), bench.House.Time).Turn(default))));

        Assert.Single(await bench.Alerts());
        Assert.Single(await bench.House.Entries(), entry => entry.Action == "alert.opened");
    }

    [Theory, OnBothDatabases]
    public async Task One_that_a_person_has_closed_comes_back_only_when_it_becomes_graver(DatabaseProvider provider)
    {
        await using var bench = await Bench.On(provider);
        var call = await bench.House.Person("Call", Role.OnCall);
        await Calls(bench, 200, failed: 10);
        await Minute(bench);
        _ = (await bench.House.Get<CloseAlert>().Run(call, new("AL-0001", AlertCause.Upstream, "The provider has an outage."), default)).Value;

        await Minute(bench);
        var closed = await bench.Alerts();
        await Calls(bench, 200, failed: 40);
        await Minute(bench);

        Assert.Equal(AlertState.Closed, Assert.Single(closed).State);
        Assert.Equal([("AL-0001", AlertState.Closed), ("AL-0002", AlertState.Open)], (await bench.Alerts()).Select(alert => (alert.Code, alert.State)));
    }

    [Theory, OnBothDatabases]
    public async Task Latency_and_cost_are_judged_where_the_policy_has_a_level_and_stay_open_while_nothing_comes(DatabaseProvider provider)
    {
        await using var bench = await Bench.On(provider);
        await bench.House.Get<AddPrice>().Run(await bench.House.Person("Owner", Role.SystemOwner), new PriceTerms("acme", "small", "EUR", new DateOnly(2026, 1, 1), 2_000_000, null, null, 0, 1_000_000), default);
        await Calls(bench, 199, failed: 0);
        await Minute(bench);
        Assert.Empty(await bench.Alerts());

        await WithLevels(bench, "latencySeriousMs: 50", "costSerious: 0.001");
        await Minute(bench);
        Assert.Equal(AlertMetric.Cost, Assert.Single(await bench.Alerts()).Metric);
        await Calls(bench, 1, failed: 0);
        await Minute(bench);
        bench.House.Time.Advance(TimeSpan.FromHours(2));
        await Minute(bench);

        var alerts = await bench.Alerts();
        Assert.Equal([(AlertMetric.Cost, "", AlertState.Open), (AlertMetric.Latency, "calls", AlertState.Open)], alerts.Select(alert => (alert.Metric, alert.Feature, alert.State)));
        Assert.Equal(["A request costs at least 0.002 on average, n = 199", "The 95th percentile of calls is at least 80 ms, n = 200"], alerts.Select(alert => AlertWords.Of(alert.Metric, alert.Feature, alert.Evidence)));
    }

    private static async Task Calls(Bench bench, int count, int failed)
    {
        var time = bench.House.Time.GetUtcNow();
        var calls = string.Join('\n', Enumerable.Range(0, count).Select(i =>
            $$"""{"id":"{{time:HHmm}}-{{i}}","time":"{{time:yyyy-MM-ddTHH:mm:ss}}Z","version":"v1","model":"small","provider":"acme","inputTokens":1000,"outputTokens":5,"latencyMs":80,"outcome":"{{(i < failed ? "error" : "ok")}}"}"""));
        _ = (await bench.House.Get<AcceptCalls>().Run(bench.Sender, new(Bench.Code, null, Encoding.UTF8.GetBytes(calls)), default)).Value;
        await bench.Fold();
    }

    /// <summary>A minute goes by, and the rates are judged.</summary>
    private static async Task Minute(Bench bench)
    {
        bench.House.Time.Advance(TimeSpan.FromMinutes(1));
        await bench.House.Get<JudgeRates>().Turn(default);
    }

    private static async Task WithLevels(Bench bench, params string[] levels)
    {
        var yaml = SmallPolicy.YamlOf(DateOnly.FromDateTime(House.Noon.UtcDateTime)).Replace("  errorsWarning: 2\n", $"  errorsWarning: 2\n{string.Concat(levels.Select(level => $"  {level}\n"))}", StringComparison.Ordinal);
        await using var db = await bench.House.Dbs.CreateDbContextAsync();
        await db.Policies.ExecuteDeleteAsync();
        db.Policies.Add(PolicyVersion.Adopt(yaml, null, House.Noon.AddYears(-1)));
        await db.SaveChangesAsync();
    }
}
