using Portal.Data;
using Portal.Monitoring;
using Portal.Tests.Support;

namespace Portal.Tests.Monitoring;

/// <summary>What a version was trained on against the traffic of today, window by window.</summary>
public sealed class TrafficDriftTests
{
    [Theory, OnBothDatabases]
    public async Task Hours_like_the_training_stay_low_and_moved_ones_stand_out(DatabaseProvider provider)
    {
        await using var bench = await Bench.On(provider);
        await bench.Baseline();
        var hour = new DateTimeOffset(bench.House.Time.GetUtcNow().UtcDateTime.Date.AddHours(6), TimeSpan.Zero);
        _ = (await bench.Post(Bench.Rows(hour.AddMinutes(5), 0, 600))).Value;
        _ = (await bench.Post(Bench.Rows(hour.AddMinutes(65), 600, 600, moved: 300))).Value;
        await bench.Fold();

        var frozen = await bench.House.Get<TrafficDriftQueries>().Until(bench.Version, hour.AddHours(1), default);
        var since = await bench.House.Get<TrafficDriftQueries>().Since(frozen ?? throw new InvalidOperationException(), hour.AddHours(2), default);

        var income = Assert.Single(frozen.Lines, line => line.Feature == "income");
        Assert.Equal((1, 600L), (frozen.WindowHours, Assert.Single(income.Points).N));
        Assert.True(income.Points[0].Psi < 0.02, $"{income.Points[0].Psi}");
        var moved = Assert.Single(Assert.Single(since, line => line.Feature == "income").Points);
        Assert.Equal(hour.AddHours(2), moved.End);
        Assert.True(moved.Psi > 0.25, $"{moved.Psi}");
    }

    [Fact]
    public async Task Nothing_is_said_without_traffic_or_without_a_baseline()
    {
        await using var bench = await Bench.On(DatabaseProvider.Sqlite);
        Assert.Null(await bench.House.Get<TrafficDriftQueries>().Until(bench.Version, bench.House.Time.GetUtcNow(), default));

        await bench.Baseline();
        Assert.Null(await bench.House.Get<TrafficDriftQueries>().Until(bench.Version, bench.House.Time.GetUtcNow(), default));
    }

    [Fact]
    public void Every_point_is_in_the_digest_and_what_is_read_back_has_the_same()
    {
        var at = DateTimeOffset.UnixEpoch;
        var series = new TrafficDrift(default, "v1", at, at.AddHours(2), 1, [new DriftLine("income", [1, 2], [new DriftPoint(at.AddHours(1), 0.1, 500), new DriftPoint(at.AddHours(2), null, 3)])], ["new"]);

        Assert.Equal(series.Digest, TrafficDrift.FromJson(series.ToJson()).Digest);
        Assert.NotEqual(series.Digest, (series with { Lines = [series.Lines[0] with { Points = [series.Lines[0].Points[0], new DriftPoint(at.AddHours(2), null, 4)] }] }).Digest);
        Assert.NotEqual(series.Digest, (series with { Unseen = [] }).Digest);
    }
}
