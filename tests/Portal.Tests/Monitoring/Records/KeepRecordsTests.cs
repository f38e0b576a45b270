using Portal.Data;
using Portal.Monitoring;
using Portal.Monitoring.Records;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Monitoring.Records;

public sealed class KeepRecordsTests
{
    [Theory, OnBothDatabases]
    public async Task Every_prediction_of_a_High_system_is_recorded_with_what_went_in_and_what_came_out(DatabaseProvider provider)
    {
        await using var recorded = await Recorded.On(provider);

        await recorded.Post(Recorded.Row("a", "person-1"), Recorded.Row("b", "person-2", "approve", 1));

        var (first, second) = ((await recorded.All())[0], (await recorded.All())[1]);
        Assert.Equal(("a", "person-1", "decline", 0.71, new DateTimeOffset(2026, 11, 2, 11, 0, 0, TimeSpan.Zero)), (first.Prediction, first.Subject, first.Output, first.Score, first.Time));
        Assert.Equal(("b", "approve", recorded.Bench.Version), (second.Prediction, second.Output, second.ModelVersion));
        Assert.Equal(first.Inputs, second.Inputs);
    }

    [Theory, OnBothDatabases]
    public async Task A_post_that_is_counted_again_after_a_kill_records_nothing_twice(DatabaseProvider provider)
    {
        await using var recorded = await Recorded.On(provider);
        await recorded.Post([.. Enumerable.Range(0, 700).Select(i => Recorded.Row($"r{i}", "person-1", minute: i % 60))]);
        await recorded.React(TelemetryKind.Reviews, """{"id":"r1","outcome":"overridden","seconds":40,"time":"2026-11-02T11:30:00Z"}""");

        await Replayed(recorded);
        await recorded.Bench.Fold();
        await recorded.Bench.Fold();

        Assert.Equal(700, (await recorded.All()).Count);
        Assert.Single((await recorded.Read(recorded.Risk, "r1")).Value.Reactions);
    }

    [Fact]
    public async Task The_same_id_with_another_content_is_another_record_and_each_names_the_other()
    {
        await using var recorded = await Recorded.On(DatabaseProvider.Sqlite);
        await recorded.Post(Recorded.Row("a", "person-1", "decline", 1));
        await recorded.Post(Recorded.Row("a", "person-1", "approve", 2));

        var view = (await recorded.Read(recorded.Risk, "a")).Value;

        Assert.Equal("approve", view.Output);
        Assert.Single(view.SameId);
    }

    [Theory]
    [InlineData(RiskTier.Low, 200, 5)]
    [InlineData(RiskTier.Medium, 500, 60)]
    public async Task Of_lower_tiers_a_sample_is_recorded_with_the_digest_of_its_inputs_alone(RiskTier tier, int most, int least)
    {
        await using var recorded = await Recorded.On(DatabaseProvider.Sqlite, tier);

        await recorded.Post([.. Enumerable.Range(0, 2000).Select(i => Recorded.Row($"s{i}", "person-1", minute: i % 60))]);

        var kept = await recorded.All();
        Assert.InRange(kept.Count, least, most);
        var view = (await recorded.Read(recorded.Risk, kept[0].Prediction)).Value;
        Assert.Equal((false, true), (view.HasInputs, view.HasContributions));
        Assert.All(view.Features, feature => Assert.Null(feature.Value));
    }

    [Theory, OnBothDatabases]
    public async Task What_is_older_than_its_tier_is_kept_is_forgotten_unless_it_is_contested(DatabaseProvider provider)
    {
        await using var recorded = await Recorded.On(provider);
        await recorded.Post(Recorded.Row("old", "person-1"), Recorded.Row("contested", "person-2", minute: 1));
        _ = (await recorded.Contest(recorded.Risk, "contested")).Value;

        recorded.House.Time.Advance(TimeSpan.FromDays(731));
        await recorded.House.Get<ForgetRecords>().Run(default);

        Assert.Equal("contested", Assert.Single(await recorded.All()).Prediction);
    }

    [Theory]
    [InlineData("subject", "\\u0000")]
    [InlineData("prediction", "a\\u0000")]
    public async Task Text_that_no_database_holds_is_refused_by_its_field(string field, string text)
    {
        await using var bench = await Bench.On(DatabaseProvider.Sqlite);
        var row = Recorded.Row("a", field == "subject" ? text : "person", field == "prediction" ? text : "decline");

        var refused = Assert.IsType<Invalid>((await bench.Post(row)).Refusal);

        Assert.Equal($"row 1, {field}", refused.Faults[0].Field);
    }

    [Theory]
    [InlineData("{\"income\":1e999}")]
    [InlineData("{\"\":1}")]
    [InlineData("{\"income\":\"much\"}")]
    [InlineData("[1]")]
    public async Task Contributions_that_are_no_numbers_by_feature_are_refused(string contributions)
    {
        await using var bench = await Bench.On(DatabaseProvider.Sqlite);
        var row = Recorded.Row("a", "person").Replace("{\"region\":0.02,\"income\":-0.4}", contributions, StringComparison.Ordinal);

        var refused = Assert.IsType<Invalid>((await bench.Post(row)).Refusal);

        Assert.Equal("row 1, contributions", refused.Faults[0].Field);
    }

    /// <summary>As after a kill between the records and the mark that their post is counted.</summary>
    private static async Task Replayed(Recorded recorded)
    {
        var folds = recorded.House.Get<KeepRecords>();
        var rows = string.Join('\n', Enumerable.Range(0, 700).Select(i => Recorded.Row($"r{i}", "person-1", minute: i % 60)));
        var body = System.Text.Encoding.UTF8.GetBytes(rows);
        var batch = Portal.Monitoring.Rows.PredictionReader.Read(body, House.Noon).Value;
        await folds.Keep(recorded.Bench.System, () => body, batch, [recorded.Bench.Version], null, default);
    }
}
