using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Monitoring;
using Portal.Monitoring.Windows;
using Portal.Tests.Support;

namespace Portal.Tests.Monitoring;

public sealed class RollUpTests
{
    private static readonly DateTimeOffset Hour = House.Noon.AddHours(-2);

    [Theory, OnBothDatabases]
    public async Task Minutes_of_a_closed_hour_become_one_window_that_holds_the_same_and_so_do_those_that_come_later(DatabaseProvider provider)
    {
        await using var bench = await Bench.On(provider);
        await bench.Baseline();
        await Post(bench, 0, 0);
        await Post(bench, 100, 7);
        await Post(bench, 200, 59);
        await Post(bench, 300, 60);
        var before = await Whole(bench);
        bench.House.Time.Advance(TimeSpan.FromHours(27));

        await bench.House.Get<RollUpTelemetry>().Run(default);
        var closed = await Minutes(bench);
        var after = await Whole(bench);
        await Post(bench, 400, 30);
        await bench.House.Get<RollUpTelemetry>().Run(default);
        await bench.House.Get<RollUpTelemetry>().Run(default);

        Assert.Equal(before, after);
        Assert.Equal([Hour, Hour.AddHours(1)], closed);
        Assert.Equal(closed, await Minutes(bench));
        Assert.Equal(500, await bench.RowsCounted());
    }

    [Theory, OnBothDatabases]
    public async Task Windows_of_35_days_ago_go_into_their_day_and_are_still_read(DatabaseProvider provider)
    {
        await using var bench = await Bench.On(provider);
        await bench.Baseline();
        await Post(bench, 0, 0);
        await Post(bench, 100, 90);
        var before = await Whole(bench);
        bench.House.Time.Advance(TimeSpan.FromDays(36));

        await bench.House.Get<ForgetTelemetry>().Run(default);
        await bench.House.Get<ForgetTelemetry>().Run(default);

        Assert.Empty(await Minutes(bench));
        Assert.Equal(before, await Whole(bench));
        var lines = await bench.House.Get<MetricQueries>().Of(bench.Version, Metric.Rows, House.Noon.AddDays(-5), House.Noon.AddDays(36), default);
        Assert.Equal((200, 1), (lines[0].Points.Sum(point => point.N), lines[0].Points.Count));
    }

    private static async Task Post(Bench bench, int from, int minute)
    {
        await bench.Post(Bench.Rows(Hour.AddMinutes(minute), from, 100));
        await bench.Fold();
    }

    private static async Task<IReadOnlyList<DateTimeOffset>> Minutes(Bench bench)
    {
        await using var db = await bench.House.Dbs.CreateDbContextAsync();
        return await db.TelemetryWindows.OrderBy(window => window.Minute).Select(window => window.Minute).ToListAsync();
    }

    private static async Task<string> Whole(Bench bench)
    {
        await using var db = await bench.House.Dbs.CreateDbContextAsync();
        var sum = new MinuteCounts();
        await foreach (var (_, counts) in CountedWindows.Between(db, bench.Version, House.Noon.AddDays(-1), House.Noon.AddDays(40), default))
            sum.Merge(counts);
        return Bench.Text(sum.ToBytes());
    }
}
