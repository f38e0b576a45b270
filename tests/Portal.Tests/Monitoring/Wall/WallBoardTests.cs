using System.Text;
using Portal.Accounts;
using Portal.Data;
using Portal.Monitoring;
using Portal.Monitoring.Alerts;
using Portal.Monitoring.Budgets;
using Portal.Monitoring.Costs;
using Portal.Monitoring.Wall;
using Portal.Tests.Support;

namespace Portal.Tests.Monitoring.Wall;

public sealed class WallBoardTests
{
    private static readonly PriceTerms Terms = new("acme", "small", "EUR", new DateOnly(2026, 1, 1), 2_000_000, null, null, 0, 1_000_000);

    [Theory, OnBothDatabases]
    public async Task The_wall_shows_drift_latency_spend_and_safety_of_what_sends(DatabaseProvider provider)
    {
        await using var bench = await Bench.On(provider);
        var owner = await bench.House.Person("Owner", Role.SystemOwner);
        await bench.House.Get<AddPrice>().Run(owner, Terms, default);
        await bench.Baseline();
        await bench.Post(Bench.Rows(House.Noon, 0, 600, moved: 500));
        await Calls(bench, House.Noon.AddHours(-2), 300, "ok");
        await Calls(bench, House.Noon, 300, "blocked");
        await bench.Fold();

        var wall = await bench.House.Get<WallBoard>().Read(default);

        var system = Assert.Single(wall.Systems);
        Assert.Equal(WatchState.Serious, system.Line.State);
        Assert.Equal((48, 1), (system.Drift.Values.Count, system.Drift.Values.Count(value => value > 1)));
        Assert.Equal((250.0, 24), (system.Figures.Hour?.P95, system.Figures.Hour?.P95s.Values.Count));
        Assert.Equal((1.0, 300L), (system.Figures.Hour?.Unsafe?.Value, system.Figures.Hour?.Calls));
        Assert.Equal([0, 1], system.Figures.Hour?.Unsafes.Values.Where(value => value is not null).Select(value => (int)value.GetValueOrDefault()) ?? []);
        Assert.Equal(600 * 2000, system.Figures.Spend?.Today);
        Assert.Equal(300 * 2000, wall.SpendByHour.Values[^1]);
    }

    [Fact]
    public async Task Everybody_shares_one_picture_and_what_has_not_changed_is_the_same_object_in_the_next()
    {
        await using var bench = await Bench.On(DatabaseProvider.Sqlite);
        await bench.Baseline();
        await bench.Post(Bench.Rows(House.Noon, 0, 300));
        await bench.Fold();
        var board = bench.House.Get<WallBoard>();

        var first = await board.Read(default);
        var second = await board.Read(default);
        var quiet = await board.Swap(default);
        await bench.Post(Bench.Rows(House.Noon, 300, 300));
        await bench.Fold();
        var counted = await board.Swap(default);

        Assert.Same(first, second);
        Assert.NotSame(first, quiet);
        Assert.Same(first.Systems[0], quiet.Systems[0]);
        Assert.Equal((300L, 600L), (quiet.Systems[0].Line.Hour?.Rows, counted.Systems[0].Line.Hour?.Rows));
        Assert.Same(counted, await board.Read(default));
    }

    [Fact]
    public async Task Nobody_who_looks_after_a_while_sees_an_old_picture()
    {
        await using var bench = await Bench.On(DatabaseProvider.Sqlite);
        var board = bench.House.Get<WallBoard>();
        var empty = await board.Read(default);
        await bench.Post(Bench.Rows(House.Noon, 0, 300));
        await bench.Fold();

        bench.House.Time.Advance(WallBoard.Watched);

        Assert.False(board.IsWatched);
        Assert.Empty(empty.Systems);
        Assert.Equal(WatchState.NoBaseline, Assert.Single((await board.Read(default)).Systems).Line.State);
        Assert.True(board.IsWatched);
    }

    [Fact]
    public async Task What_only_makes_calls_is_watched_without_a_baseline()
    {
        await using var bench = await Bench.On(DatabaseProvider.Sqlite);
        await Calls(bench, House.Noon, 300, "ok");
        await bench.Fold();
        var queries = bench.House.Get<MonitoringQueries>();

        var calm = Assert.Single(await queries.Wall(default)).State;
        bench.House.Time.Advance(TimeSpan.FromMinutes(61));
        var silent = Assert.Single(await queries.Wall(default)).State;

        Assert.Equal((WatchState.Calm, WatchState.Silent), (calm, silent));
    }

    [Fact]
    public async Task An_open_alert_keeps_a_silent_system_among_those_in_trouble()
    {
        await using var bench = await Bench.On(DatabaseProvider.Sqlite);
        var owner = await bench.House.Person("Owner", Role.Administrator);
        await bench.House.Get<AddPrice>().Run(await bench.House.Person("Filer", Role.SystemOwner), Terms, default);
        await Calls(bench, House.Noon, 300, "ok");
        await bench.Fold();
        await using (var db = await bench.House.Dbs.CreateDbContextAsync())
        {
            var budget = Budget.Of(BudgetScope.System, Bench.Code, BudgetPeriod.Day, House.Noon);
            budget.Set(600_000, owner.Person, House.Noon);
            db.Budgets.Add(budget);
            await db.SaveChangesAsync();
        }

        await bench.House.Get<JudgeBudgets>().Turn(default);
        bench.House.Time.Advance(TimeSpan.FromMinutes(61));
        var system = Assert.Single((await bench.House.Get<WallBoard>().Read(default)).Systems);

        Assert.Equal((WatchState.Serious, AlertMetric.Budget), (system.Line.State, system.Line.Alerts[0].Metric));
        Assert.Equal(100, system.Figures.Spend?.Budget?.Share);
    }

    private static async Task Calls(Bench bench, DateTimeOffset time, int count, string outcome)
    {
        var rows = string.Join('\n', Enumerable.Range(0, count).Select(i =>
            $$"""{"id":"c{{time.Hour}}-{{i}}","time":"{{time:yyyy-MM-ddTHH:mm:ss}}Z","version":"v1","model":"small","provider":"acme","inputTokens":1000,"outputTokens":50,"latencyMs":250,"outcome":"{{outcome}}"}"""));
        _ = (await bench.House.Get<AcceptCalls>().Run(bench.Sender, new(Bench.Code, null, Encoding.UTF8.GetBytes(rows)), default)).Value;
    }
}
