using Portal.Data;
using Portal.Monitoring;
using Portal.Tests.Support;

namespace Portal.Tests.Monitoring;

public sealed class MonitoringQueriesTests
{
    [Theory, OnBothDatabases]
    public async Task The_wall_names_what_sends_and_what_it_lacks(DatabaseProvider provider)
    {
        await using var bench = await Bench.On(provider);
        var queries = bench.House.Get<MonitoringQueries>();
        var empty = await queries.Wall(default);

        await bench.Post(Bench.Rows(House.Noon, 0, 300, moved: 500));
        await bench.Fold();
        var unwatched = Assert.Single(await queries.Wall(default));
        await bench.Baseline();
        bench.House.Time.Advance(TimeSpan.FromMinutes(1));
        await bench.Post(Bench.Rows(House.Noon.AddMinutes(1), 0, 300, moved: 500));
        await bench.Fold();
        var serious = Assert.Single(await queries.Wall(default));
        bench.House.Time.Advance(TimeSpan.FromMinutes(61));
        var silent = Assert.Single(await queries.Wall(default));

        Assert.Empty(empty);
        Assert.Equal((WatchState.NoBaseline, "Credit scoring"), (unwatched.State, unwatched.Version.SystemName));
        Assert.Equal((WatchState.Serious, "income", 600L), (serious.State, serious.Hour?.Worst?.Name, serious.Hour?.Rows));
        Assert.Equal(WatchState.Silent, silent.State);
        Assert.Equal(House.Noon.AddMinutes(1), silent.LastRowAt);
    }

    [Theory, OnBothDatabases]
    public async Task A_system_is_shown_by_the_version_that_sends(DatabaseProvider provider)
    {
        await using var bench = await Bench.On(provider);
        var queries = bench.House.Get<MonitoringQueries>();

        var version = await queries.Version(Bench.Code, null, default);

        Assert.Equal((bench.Version, "v1"), (version?.Id, version?.Label));
        Assert.Null(await queries.Version("AIS-0042", null, default));
        Assert.Null(await queries.Version(Bench.Code, "v9", default));
    }

    [Fact]
    public async Task A_past_day_is_read_from_what_is_stored()
    {
        await using var bench = await Bench.On(DatabaseProvider.Sqlite);
        await bench.Baseline();
        var then = House.Noon.AddDays(-3);
        await bench.Post(Bench.Rows(then, 0, 300));
        await bench.Fold();

        var series = await bench.House.Get<MonitoringQueries>().Series(bench.Version, then.AddHours(-1), then.AddHours(1), default);

        Assert.Equal([then], series.Points[0].Select(point => point.Minute));
    }
}
