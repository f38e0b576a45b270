using Portal.Data;
using Portal.Monitoring;
using Portal.Monitoring.Views;
using Portal.Tests.Support;
using Stretch = Portal.Monitoring.Views.Stretch;

namespace Portal.Tests.Monitoring.Views;

/// <summary>What a page draws of a version, from memory where it is recent and from what is stored where it is not.</summary>
public sealed class SystemViewTests
{
    [Theory, OnBothDatabases]
    public async Task A_week_is_read_from_what_is_stored_and_from_memory_and_nothing_counts_twice(DatabaseProvider provider)
    {
        await using var bench = await Bench.On(provider);
        await bench.Baseline();
        var now = bench.House.Time.GetUtcNow();
        _ = (await bench.Post(Bench.Rows(now.AddDays(-3), 0, 600))).Value;
        _ = (await bench.Post(Bench.Rows(now.AddHours(-5), 600, 400, moved: 500))).Value;
        _ = (await bench.Post(Bench.Rows(now.AddMinutes(-5), 1000, 300, moved: 500))).Value;
        await bench.Fold();
        await bench.House.Get<SeriesStore>().Refresh(default);

        var view = await View(bench, Stretch.Last(TimeSpan.FromDays(7), now));

        Assert.Equal(1300, view.Total(Metric.Rows)[0].Points[0].Value);
        Assert.Equal(1300, Assert.Single(view.Whole?.Features ?? [], feature => feature.Name == "income").Point.N);
        Assert.Equal(1300, Assert.Single(view.Known.Shares).Rows.Values.Sum());
        var cells = Assert.Single(view.Drift.Rows, row => row.Feature == "income").Cells.Where(cell => cell.N > 0).ToList();
        Assert.True(cells[0].Value < 0.05, $"{cells[0].Value}");
        Assert.True(cells[^1].Value > 0.25, $"{cells[^1].Value}");
    }

    [Fact]
    public async Task A_cell_of_some_minutes_tells_the_hour_that_ends_with_it()
    {
        await using var bench = await Bench.On(DatabaseProvider.Sqlite);
        await bench.Baseline();
        var now = bench.House.Time.GetUtcNow();
        foreach (var (minutes, from) in new[] { (70, 0), (40, 150), (5, 300) })
            _ = (await bench.Post(Bench.Rows(now.AddMinutes(-minutes), from, 150))).Value;
        await bench.Fold();
        await bench.House.Get<SeriesStore>().Refresh(default);

        var view = await View(bench, Stretch.Last(TimeSpan.FromMinutes(100), now));

        Assert.Equal([150L, 300, 300], Assert.Single(view.Drift.Rows, row => row.Feature == "income").Cells.Where(cell => cell.N > 0).Select(cell => cell.N));
    }

    [Fact]
    public async Task Rows_that_come_are_in_an_open_view_without_reading_it_again()
    {
        await using var bench = await Bench.On(DatabaseProvider.Sqlite);
        await bench.Baseline();
        var now = bench.House.Time.GetUtcNow();
        _ = (await bench.Post(Bench.Rows(now.AddMinutes(-5), 0, 300))).Value;
        await bench.Fold();
        await bench.House.Get<SeriesStore>().Refresh(default);
        var open = await View(bench, Stretch.Last(TimeSpan.FromHours(1), now));

        _ = (await bench.Post(Bench.Rows(now.AddMinutes(-1), 300, 200, moved: 1000))).Value;
        await bench.Fold();
        await bench.House.Get<SeriesStore>().Refresh(default);
        var live = bench.House.Get<SystemViewQueries>().Live(open);

        Assert.Equal((300, 500), (open.Total(Metric.Rows)[0].Points[0].Value, live.Total(Metric.Rows)[0].Points[0].Value));
        var income = Assert.Single(live.Whole?.Features ?? [], feature => feature.Name == "income");
        Assert.InRange(income.Shift ?? 0, 1, 2);
    }

    [Fact]
    public async Task Without_a_baseline_rows_are_counted_and_nothing_is_compared()
    {
        await using var bench = await Bench.On(DatabaseProvider.Sqlite);
        var now = bench.House.Time.GetUtcNow();
        _ = (await bench.Post(Bench.Rows(now.AddMinutes(-5), 0, 30))).Value;
        await bench.Fold();

        var view = await View(bench, Stretch.Last(TimeSpan.FromHours(24), now));

        Assert.Equal(30, view.Total(Metric.Rows)[0].Points[0].Value);
        Assert.Null(view.Whole);
        Assert.Empty(view.Drift.Rows);
    }

    private static async Task<SystemView> View(Bench bench, Stretch stretch) =>
        await bench.House.Get<SystemViewQueries>().Of(await bench.House.Get<MonitoringQueries>().Version(Bench.Code, "v1", default) ?? throw new InvalidOperationException("There is no v1."), stretch, default);
}
