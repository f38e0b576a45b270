using Portal.Data;
using Portal.Monitoring;
using Portal.Shared;
using Portal.Statistics.Drift;
using Portal.Tests.Support;

namespace Portal.Tests.Monitoring;

public sealed class SeriesTests
{
    private static readonly DriftLevels Levels = new(0.10, 0.25);

    [Theory, OnBothDatabases]
    public async Task A_feature_that_has_moved_shows_as_serious_and_one_that_has_not_as_calm(DatabaseProvider provider)
    {
        await using var bench = await Bench.On(provider);
        await bench.Baseline();

        await bench.Post(Bench.Rows(House.Noon, 0, 1000, moved: 400));
        await bench.Fold();

        var hour = bench.House.Get<SeriesStore>().Of(bench.Version)!.HourAt(House.Noon, Levels);
        Assert.Equal(1000, hour.Rows);
        Assert.Equal("income", hour.Worst?.Name);
        Assert.Equal(DriftLevel.Serious, hour.Worst?.Level);
        Assert.Equal(DriftLevel.Calm, hour.Features.Single(feature => feature.Name == "region").Level);
        Assert.Equal(1000, hour.Features.Single(feature => feature.Name == "income").Current.Sum());
    }

    [Fact]
    public async Task A_point_is_the_bias_corrected_PSI_of_the_hour_before_it()
    {
        await using var bench = await Bench.On(DatabaseProvider.Sqlite);
        await bench.Baseline();
        await bench.Post(Bench.Rows(House.Noon.AddMinutes(-60), 0, 500, moved: 900));
        await bench.Post(Bench.Rows(House.Noon.AddMinutes(-59), 0, 1000));
        await bench.Post(Bench.Rows(House.Noon, 1000, 1000, moved: 300));
        await bench.Fold();

        var series = bench.House.Get<SeriesStore>().Of(bench.Version)!;
        var income = series.Baseline!.Features[series.Baseline.IndexOf("income")];
        var counts = income.Bins.NewCounts();
        for (var i = 0; i < 2000; i++)
            ((Portal.Statistics.Sketches.NumericBins)income.Bins).Count((i * 7919 % 1000) + (i < 1000 ? 0 : 300), counts);
        var expected = PopulationStability.Of(income.Bins, counts)!.Value;

        var point = series.Points[series.Baseline.IndexOf("income")][^1];
        Assert.Equal(House.Noon, point.Minute);
        Assert.Equal(2000, point.N);
        Assert.Equal(expected.Psi, point.Raw!.Value, 12);
        Assert.Equal(expected.BiasCorrected, point.Value!.Value, 12);
    }

    [Fact]
    public async Task Series_grown_minute_by_minute_are_those_read_at_once()
    {
        await using var bench = await Bench.On(DatabaseProvider.Sqlite);
        await bench.Baseline();
        var random = new Random(5);
        for (var post = 0; post < 60; post++)
        {
            await bench.Post(Bench.Rows(House.Noon.AddMinutes(-random.Next(0, 300)), post * 40, 40, moved: post * 5));
            await bench.Fold();
        }

        var grown = bench.House.Get<SeriesStore>().Of(bench.Version)!;
        var read = await bench.House.Get<SeriesStore>().Read(bench.Version, House.Noon - SeriesStore.Shown, House.Noon, default);

        Assert.Equal(read.Points.SelectMany(line => line), grown.Points.SelectMany(line => line));
        Assert.Equivalent(read.HourAt(House.Noon, Levels), grown.HourAt(House.Noon, Levels));
    }

    [Fact]
    public async Task An_hour_without_rows_is_a_gap_and_not_a_zero()
    {
        await using var bench = await Bench.On(DatabaseProvider.Sqlite);
        await bench.Baseline();
        await bench.Post(Bench.Rows(House.Noon.AddHours(-3), 0, 300));
        await bench.Post(Bench.Rows(House.Noon, 0, 300));
        await bench.Fold();

        var line = bench.House.Get<SeriesStore>().Of(bench.Version)!.Points[0];

        Assert.Equal([House.Noon.AddHours(-3), House.Noon.AddHours(-2), House.Noon], line.Select(point => point.Minute));
        Assert.Equal((null, 0L), (line[1].Value, line[1].N));
    }

    [Fact]
    public async Task Few_rows_are_shown_and_said_to_be_few()
    {
        await using var bench = await Bench.On(DatabaseProvider.Sqlite);
        await bench.Baseline();
        await bench.Post(Bench.Rows(House.Noon, 0, 199, moved: 5000));
        await bench.Fold();

        var income = bench.House.Get<SeriesStore>().Of(bench.Version)!.HourAt(House.Noon, Levels).Features.Single(feature => feature.Name == "income");

        Assert.NotNull(income.Point.Value);
        Assert.Equal(DriftLevel.TooFewRows, income.Level);
    }

    [Fact]
    public async Task Rows_that_came_before_the_baseline_stay_counted_and_are_not_compared()
    {
        await using var bench = await Bench.On(DatabaseProvider.Sqlite);
        await bench.Post(Bench.Rows(House.Noon, 0, 300));
        await bench.Fold();
        await bench.Baseline();

        var hour = bench.House.Get<SeriesStore>().Of(bench.Version)!.HourAt(House.Noon, Levels);

        Assert.Equal(300, hour.Rows);
        Assert.Equal(3, hour.Features.Length);
        Assert.All(hour.Features, feature => Assert.Equal(DriftLevel.NoData, feature.Level));
    }

    [Theory, OnBothDatabases]
    public async Task The_first_baseline_stays_and_is_in_the_ledger_once(DatabaseProvider provider)
    {
        await using var bench = await Bench.On(provider);
        await bench.Baseline();
        await bench.Baseline([new EvaluationRow("1", "approve", "approve", new Dictionary<string, FeatureValue> { ["other"] = FeatureValue.Of(1) })]);

        var baseline = await bench.House.Get<Baselines>().Of(bench.Version, default);

        Assert.Equal(["income", "prediction", "region"], baseline!.Features.Select(feature => feature.Name));
        var entry = Assert.Single(await bench.House.Entries());
        Assert.Equal(("baseline.frozen", "AIS-0001/v1"), (entry.Action, entry.Subject));
    }

    [Fact]
    public async Task A_feature_of_numbers_and_texts_is_categorical_and_a_numeric_prediction_is_numeric()
    {
        await using var bench = await Bench.On(DatabaseProvider.Sqlite);
        await bench.Baseline(Enumerable.Range(0, 100).Select(i => new EvaluationRow($"{i}", $"0.{i:00}", "1", new Dictionary<string, FeatureValue>
        {
            ["mixed"] = i == 50 ? FeatureValue.Of("unknown") : FeatureValue.Of(i % 5),
            ["empty"] = FeatureValue.Missing,
        })));

        var features = (await bench.House.Get<Baselines>().Of(bench.Version, default))!.Features;

        Assert.Equal([("mixed", "CategoricalBins"), ("prediction", "NumericBins")], features.Select(feature => (feature.Name, feature.Bins.GetType().Name)));
    }

    [Theory, OnBothDatabases]
    public async Task A_start_reads_back_what_was_drawn(DatabaseProvider provider)
    {
        await using var bench = await Bench.On(provider);
        await bench.Baseline();
        await bench.Post(Bench.Rows(House.Noon.AddMinutes(-5), 0, 300));
        await bench.Post(Bench.Rows(House.Noon, 300, 300));
        await bench.Fold();

        using var started = new SeriesStore(bench.House.Dbs, new Baselines(bench.House.Dbs), new LiveFeed<TelemetryCounted>(), bench.House.Time);
        await started.Refresh(default);

        Assert.Equal(bench.House.Get<SeriesStore>().Of(bench.Version)!.Points[0].AsEnumerable(), started.Of(bench.Version)!.Points[0]);
    }

    [Fact]
    public async Task Pages_are_told_once_a_fold()
    {
        await using var bench = await Bench.On(DatabaseProvider.Sqlite);
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var changes = bench.House.Get<LiveFeed<TelemetryCounted>>().Watch(TimeSpan.Zero, TimeProvider.System, stop.Token).GetAsyncEnumerator(stop.Token);

        await bench.Post(Bench.Rows(House.Noon, 0, 10));
        await bench.Fold();

        Assert.True(await changes.MoveNextAsync());
        Assert.Equal([new TelemetryCounted(bench.Version)], changes.Current);
    }
}
