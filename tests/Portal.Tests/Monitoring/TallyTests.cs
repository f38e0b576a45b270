using System.Text;
using Portal.Monitoring;
using Portal.Monitoring.Rows;
using Portal.Monitoring.Windows;
using Portal.Shared;

namespace Portal.Tests.Monitoring;

public sealed class TallyTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly VersionId Version = VersionId.New(Noon);

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100)]
    [InlineData(1000)]
    public void The_same_rows_in_any_posts_and_any_order_give_identical_counts(int size)
    {
        var rows = Rows(1000);
        var shuffled = rows.ToArray();
        new Random(size).Shuffle(shuffled);

        var whole = Counted(rows, 1000);
        var parts = Counted(shuffled, size);

        Assert.Equal(whole, parts);
    }

    [Fact]
    public void Merging_minutes_is_counting_them_together()
    {
        var rows = Rows(600);
        var merged = Count(rows[..200]).Minutes.Single().Value;
        merged.Merge(Count(rows[200..]).Minutes.Single().Value);

        Assert.Equal(Bench.Text(Count(rows).Minutes.Single().Value.ToBytes()), Bench.Text(merged.ToBytes()));
    }

    [Fact]
    public void Counts_survive_being_stored()
    {
        var counts = Count(Rows(500)).Minutes.Single().Value;

        var read = MinuteCounts.FromBytes(counts.ToBytes());

        Assert.Equal(500, read.Rows);
        Assert.Equal(counts.ToBytes(), read.ToBytes());
        Assert.Equal(counts.LastRowAt, read.LastRowAt);
    }

    [Fact]
    public void What_was_stored_before_there_were_sums_is_still_read()
    {
        byte[] first = [1, 2, .. Varint(Noon.UtcTicks), 1, 6, .. "income"u8, 1, 0, 3, 1, 0, 4];

        var read = MinuteCounts.FromBytes(first);

        Assert.Equal((2, Noon), (read.Rows, read.LastRowAt));
        Assert.Equal([1, 0, 4], read.Features["income"].Counts.ToArray());
        Assert.True(read.Features["income"].Sums.IsEmpty);
        Assert.Equal(Bench.Text(read.ToBytes()), Bench.Text(MinuteCounts.FromBytes(read.ToBytes()).ToBytes()));
    }

    [Fact]
    public void Durations_and_costs_are_counted_where_a_row_has_them()
    {
        string[] rows = [Row(0, Noon, "\"latencyMs\":12.5,\"costMicros\":300"), Row(1, Noon, "\"latencyMs\":40,\"costMicros\":0.6"), Row(2, Noon, "\"latencyMs\":null"), Row(3, Noon)];

        var minute = Count(rows).Minutes.Single().Value;

        Assert.Equal((2, 52.5), (minute.Histograms["latencyMs"].N, minute.Histograms["latencyMs"].Sum));
        Assert.Equal((301, 2), (minute.Total("costMicros"), minute.Histograms["costMicros"].N));
    }

    [Theory]
    [InlineData("\"latencyMs\":-1", "row 1, latencyMs")]
    [InlineData("\"costMicros\":1e13", "row 1, costMicros")]
    [InlineData("\"costMicros\":\"3\"", "row 1, costMicros")]
    public void A_duration_or_cost_that_cannot_be_is_refused(string member, string field) =>
        Assert.Equal(field, Assert.Single(Assert.IsType<Invalid>(PredictionReader.Read(Encoding.UTF8.GetBytes(Row(0, Noon, member)), Noon).Refusal).Faults).Field);

    [Fact]
    public void A_row_more_than_ten_minutes_late_stands_in_its_own_minute_and_is_counted_as_late()
    {
        var tally = new Tally(_ => Baseline, _ => null);
        tally.Add(Read([Row(0, Noon), Row(1, Noon.AddMinutes(-10)), Row(2, Noon.AddMinutes(-10).AddSeconds(-1))]), [Version], Noon);

        Assert.Equal([(Noon.AddMinutes(-11), 1L), (Noon.AddMinutes(-10), 0L), (Noon, 0L)], tally.Minutes.Select(minute => (minute.Key.Minute, minute.Value.Total("late"))).Order());
    }

    [Fact]
    public void Rows_go_to_the_minute_of_their_event()
    {
        var tally = Count([Row(0, Noon.AddSeconds(59)), Row(1, Noon.AddSeconds(60)), Row(2, Noon)]);

        Assert.Equal([(Noon, 2L), (Noon.AddMinutes(1), 1L)], tally.Minutes.Select(minute => (minute.Key.Minute, minute.Value.Rows)).Order());
    }

    [Fact]
    public void A_feature_that_a_row_does_not_name_is_missing_and_one_that_the_baseline_does_not_know_is_left_out()
    {
        var row = Row(0, Noon).Replace("\"income\":0", "\"unknown\":0");

        var features = Count([row]).Minutes.Single().Value.Features;

        Assert.Equal(["income", "prediction", "region"], features.Keys);
        Assert.Equal(1, features["income"].Missing);
    }

    [Fact]
    public void A_text_where_the_baseline_has_numbers_is_invalid_and_a_number_where_it_has_texts_is_a_category()
    {
        var row = Row(0, Noon).Replace("\"income\":0", "\"income\":\"lots\"").Replace("\"region\":\"north\"", "\"region\":12");

        var features = Count([row]).Minutes.Single().Value.Features;

        Assert.Equal(1, features["income"].Invalid);
        Assert.Equal(1, features["region"].Counts[^1]);
    }

    [Fact]
    public void Without_a_baseline_rows_alone_are_counted()
    {
        var tally = new Tally(_ => null, _ => null);
        tally.Add(Read(Rows(3)), [Version], Noon);

        var minute = Assert.Single(tally.Minutes).Value;
        Assert.Equal(3, minute.Rows);
        Assert.Empty(minute.Features);
    }

    private static string Counted(string[] rows, int size)
    {
        var tally = new Tally(_ => Baseline, _ => null);
        foreach (var part in rows.Chunk(size))
            tally.Add(Read(part), [Version], Noon);
        return string.Join('\n', tally.Minutes.OrderBy(minute => minute.Key.Minute).Select(minute => $"{minute.Key.Minute:O} {Bench.Text(minute.Value.ToBytes())}"));
    }

    private static Tally Count(string[] rows)
    {
        var tally = new Tally(_ => Baseline, _ => null);
        tally.Add(Read(rows), [Version], Noon);
        return tally;
    }

    private static PredictionBatch Read(string[] rows) => PredictionReader.Read(Encoding.UTF8.GetBytes(string.Join('\n', rows)), Noon).Value;

    private static string[] Rows(int count) => [.. Enumerable.Range(0, count).Select(i => Row(i, Noon.AddSeconds(i % 60)))];

    private static string Row(int i, DateTimeOffset time) => Bench.Row(time, i, $"{i}");

    private static string Row(int i, DateTimeOffset time, string members) => Row(i, time).Replace("\"prediction\"", $"{members},\"prediction\"");

    private static byte[] Varint(long number)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write7BitEncodedInt64(number);
        return stream.ToArray();
    }

    private static FrozenBaseline Baseline { get; } = Of(1000);

    private static FrozenBaseline Of(int rows)
    {
        var table = new FeatureTable();
        for (var i = 0; i < rows; i++)
        {
            table.Add(new EvaluationRow($"{i}", i % 4 == 0 ? "decline" : "approve", "approve", new Dictionary<string, FeatureValue>
            {
                ["income"] = FeatureValue.Of(i),
                ["region"] = FeatureValue.Of(Bench.RegionOf(i)),
            }));
        }

        table.Close();
        return FrozenBaseline.Of(Portal.Monitoring.Baseline.Of(Version, Digest.Of([]), rows, FrozenBaseline.Freeze(table), null, Noon));
    }
}
