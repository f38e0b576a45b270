using System.Text.Json;
using Portal.Data;
using Portal.Monitoring;
using Portal.Shared;
using Portal.Statistics.Sketches;
using Portal.Tests.Support;

namespace Portal.Tests.Monitoring.Records;

/// <summary>A version that was tried nowhere gets its baseline from the first weeks of its own recorded traffic.</summary>
public sealed class RecordedRowsTests
{
    private static readonly BringBaseline.Recording Hour = new(House.Noon.AddHours(-1), House.Noon);

    [Theory, OnBothDatabases]
    public async Task The_first_weeks_of_recorded_traffic_become_the_baseline_once(DatabaseProvider provider)
    {
        await using var recorded = await Recorded.On(provider);
        await recorded.Post([.. Enumerable.Range(0, 600).Select(i => Row(i))]);

        var made = (await Bring(recorded, Hour)).Value;
        var again = (await Bring(recorded, Hour)).Value;
        var other = await Bring(recorded, Hour with { To = House.Noon.AddMinutes(-5) });

        Assert.Equal(600, made.Count);
        Assert.Equal(["income", "prediction", "region", "score"], made.Features.Select(feature => feature.Name));
        Assert.IsType<NumericBins>(made.Features[0].Bins);
        Assert.IsType<CategoricalBins>(made.Features[2].Bins);
        Assert.Equal(made.Rows, again.Rows);
        Assert.IsType<NotAllowed>(other.Refusal);
        var entry = (await recorded.House.Entries()).Single(one => one.Action == "baseline.frozen");
        Assert.Equal("Traffic", JsonDocument.Parse(entry.Bytes).RootElement.GetProperty("details").GetProperty("source").GetString());
    }

    [Fact]
    public async Task Too_few_decisions_and_a_time_that_ends_before_it_begins_make_none()
    {
        await using var recorded = await Recorded.On(DatabaseProvider.Sqlite);
        await recorded.Post([.. Enumerable.Range(0, 499).Select(i => Row(i))]);

        var few = await Bring(recorded, Hour);
        var backwards = await Bring(recorded, new(Hour.To, Hour.From));

        Assert.Equal(("from", "from"), (Assert.IsType<Invalid>(few.Refusal).Faults[0].Field, Assert.IsType<Invalid>(backwards.Refusal).Faults[0].Field));
    }

    private static Task<Result<BaselineLine>> Bring(Recorded recorded, BringBaseline.Recording time) =>
        recorded.House.Get<BringBaseline>().Run(recorded.Bench.Sender, new(Bench.Code, "v1") { Recorded = time }, default);

    private static string Row(int i) =>
        $$"""{"id":"t{{i}}","time":"2026-11-02T11:{{i % 60:00}}:00Z","version":"v1","features":{"income":{{i}},"region":"{{Bench.RegionOf(i)}}"},"prediction":"approve","score":{{(i % 100) / 100.0}} }""";
}
