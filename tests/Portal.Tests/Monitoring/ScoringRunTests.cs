using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Monitoring;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Monitoring;

public sealed class ScoringRunTests
{
    private static readonly DateOnly Today = DateOnly.FromDateTime(House.Noon.UtcDateTime);
    private static readonly DateTimeOffset LongAgo = House.Noon.AddDays(-200);
    private static readonly RunName Run = new("2026-04", DateOnly.FromDateTime(LongAgo.UtcDateTime));

    [Theory, OnBothDatabases]
    public async Task A_thousand_predictions_of_200_days_ago_stand_under_their_own_day_once_and_today_is_undisturbed(DatabaseProvider provider)
    {
        await using var bench = await Bench.On(provider);
        await bench.Baseline();
        var (first, second) = (Bench.Rows(LongAgo, 0, 600, moved: 900), Bench.Rows(LongAgo.AddHours(1), 600, 400, moved: 900));

        await Post(bench, first, "a");
        await bench.Fold();
        await Post(bench, second, null);
        await bench.Fold();
        await Post(bench, first, "a");
        await Post(bench, first, "under another key");
        await Post(bench, second, null);
        await bench.Fold();

        Assert.Equal(0, await bench.RowsCounted());
        Assert.Null(bench.House.Get<SeriesStore>().Of(bench.Version));
        var watched = (await bench.House.Get<MonitoringQueries>().Version(Bench.Code, "v1", default))!;
        var run = Assert.Single(await bench.House.Get<ScoringRunQueries>().Of(watched, Run.AsOf, Run.AsOf, default));
        Assert.Equal(("2026-04", Run.AsOf, 1000), (run.Batch, run.AsOf, run.Rows));
        Assert.Equal(("income", 1000, DriftLevel.Serious), run.Features.Select(feature => (feature.Feature, feature.N, feature.Level)).First());
        await using var db = await bench.House.Dbs.CreateDbContextAsync();
        var day = await db.TelemetryDays.SingleAsync();
        Assert.Equal((Run.AsOf, 1000), (day.Day, day.Rows));
        Assert.Empty(await db.Alerts.ToListAsync());
    }

    [Theory, OnBothDatabases]
    public async Task Sent_again_a_year_later_it_still_counts_once(DatabaseProvider provider)
    {
        await using var bench = await Bench.On(provider);
        await Post(bench, Bench.Rows(LongAgo, 0, 10), "a");
        await bench.Fold();

        bench.House.Time.Advance(TimeSpan.FromDays(150));
        await bench.House.Get<ForgetTelemetry>().Run(default);
        await Post(bench, Bench.Rows(LongAgo, 0, 10), null);
        await bench.Fold();

        await using var db = await bench.House.Dbs.CreateDbContextAsync();
        Assert.Equal(10, (await db.ScoringRuns.SingleAsync()).Rows);
    }

    [Fact]
    public async Task A_run_is_of_one_day_that_is_not_to_come_and_its_rows_may_be_as_old_as_it()
    {
        await using var bench = await Bench.On(DatabaseProvider.Sqlite);
        await Post(bench, Bench.Rows(LongAgo, 0, 1), null);

        Assert.Equal("asOf", await Field(bench, Run with { AsOf = Today }));
        Assert.Equal("asOf", await Field(bench, new RunName("next", Today.AddDays(1))));
        Assert.Equal("asOf", await Field(bench, new RunName("ancient", Today.AddDays(-401))));
        Assert.Equal("batch", await Field(bench, new RunName("", Today)));
        var now = await bench.Post(Bench.Rows(LongAgo, 0, 1));
        Assert.Equal("row 1, time", Assert.Single(Assert.IsType<Invalid>(now.Refusal).Faults).Field);
    }

    [Fact]
    public async Task Thirty_rows_of_a_month_are_too_few_to_be_fine()
    {
        await using var bench = await Bench.On(DatabaseProvider.Sqlite);
        await bench.Baseline();
        await Post(bench, Bench.Rows(LongAgo, 0, 30), null);
        await bench.Fold();

        var watched = (await bench.House.Get<MonitoringQueries>().Version(Bench.Code, "v1", default))!;
        var run = Assert.Single(await bench.House.Get<ScoringRunQueries>().Of(watched, Run.AsOf, Today, default));

        Assert.All(run.Features, feature => Assert.Equal(DriftLevel.TooFewRows, feature.Level));
    }

    private static Task<Result<AcceptPredictions.Accepted>> Post(Bench bench, string rows, string? key) => Post(bench, rows, key, Run);

    private static Task<Result<AcceptPredictions.Accepted>> Post(Bench bench, string rows, string? key, RunName run) =>
        bench.House.Get<AcceptPredictions>().Run(bench.Sender, new(Bench.Code, key, Encoding.UTF8.GetBytes(rows)) { Run = run }, default);

    private static async Task<string> Field(Bench bench, RunName run) =>
        Assert.Single(Assert.IsType<Invalid>((await Post(bench, Bench.Rows(LongAgo, 5, 1), null, run)).Refusal).Faults).Field;
}
