using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Portal.Data;
using Portal.Data.Backups;
using Portal.Monitoring;
using Portal.Monitoring.Intake;
using Portal.Monitoring.Rows;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Monitoring.Intake;

/// <summary>What a portal on SQLite finds when the one before it ended at some instant between taking and counting.</summary>
public sealed class RestartTests
{
    [Fact]
    public async Task What_was_taken_and_not_counted_is_counted_at_the_next_start_and_its_key_is_known()
    {
        await using var bench = await Bench.On(DatabaseProvider.Sqlite);
        await bench.Post(Bench.Rows(House.Noon, 0, 100), "key-1");

        await using var next = await bench.Restarted();
        var again = await next.GetRequiredService<AcceptPredictions>().Run(bench.Sender, new(Bench.Code, "key-1", Body(0, 100)), default);
        var other = await next.GetRequiredService<AcceptPredictions>().Run(bench.Sender, new(Bench.Code, "key-1", Body(0, 99)), default);
        var counted = await next.GetRequiredService<FoldTelemetry>().Run(default);

        Assert.Equal(100, again.Value.Rows);
        Assert.IsType<KeyReused>(other.Refusal);
        Assert.Equal(100, counted);
        Assert.Equal(100, await bench.RowsCounted());
    }

    [Fact]
    public async Task What_was_counted_and_still_lies_in_the_log_is_not_counted_again_and_its_key_is_known()
    {
        await using var bench = await Bench.On(DatabaseProvider.Sqlite);
        await bench.Post(Bench.Rows(House.Noon, 0, 100), "key-1");
        await bench.Post(Bench.Rows(House.Noon, 100, 50));
        await bench.Fold();
        await bench.Post(Bench.Rows(House.Noon, 150, 7));

        await using var next = await bench.Restarted();
        var again = await next.GetRequiredService<AcceptPredictions>().Run(bench.Sender, new(Bench.Code, "key-1", Body(0, 100)), default);
        var counted = await next.GetRequiredService<FoldTelemetry>().Run(default);

        Assert.Equal(100, again.Value.Rows);
        Assert.Equal(7, counted);
        Assert.Equal(157, await bench.RowsCounted());
    }

    [Fact]
    public async Task Posts_that_an_earlier_portal_stored_as_rows_are_counted()
    {
        await using var bench = await Bench.On(DatabaseProvider.Sqlite);
        await using (var db = await bench.House.Dbs.CreateDbContextAsync())
        {
            db.TelemetryBatches.Add(TelemetryBatch.Of(bench.System, TelemetryKind.Predictions, "old", Digest.Of(Body(0, 30)), 30, [bench.Version], 0, Body(0, 30), House.Noon));
            await db.SaveChangesAsync();
        }

        await bench.Post(Bench.Rows(House.Noon, 30, 12));

        Assert.Equal(42, await bench.Fold());
        Assert.Equal(42, await bench.RowsCounted());
    }

    [Fact]
    public async Task When_as_many_wait_as_may_senders_are_told_when_to_come_again_and_what_was_taken_counts_once()
    {
        await using var bench = await Bench.On(DatabaseProvider.Sqlite);
        await using var posts = Small(bench, mostPosts: 3);
        using var intake = Intake(bench, posts);
        using var fold = Fold(bench, posts);
        using var listener = new MeterListener();
        var (taken, busy) = (0, 0L);
        listener.InstrumentPublished = (instrument, all) =>
        {
            if (instrument.Name == "portal.telemetry.busy")
                all.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, counted, _, _) => Interlocked.Add(ref busy, counted));
        listener.Start();

        for (var round = 0; round < 4; round++)
        {
            var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => Task.Run(() => intake.Take(bench.Sender, new TelemetryPost(TelemetryKind.Predictions, Bench.Code, null, Body(number, 5)), default))));

            Assert.Equal(3, results.Count(result => result.Refusal is null));
            Assert.All(results.Where(result => result.Refusal is not null), result => Assert.Equal(TimeSpan.FromSeconds(1), Assert.IsType<Busy>(result.Refusal).RetryAfter));
            taken += await fold.Run(default);
        }

        Assert.Equal(4 * 3 * 5, taken);
        Assert.Equal(taken, await bench.RowsCounted());
        // The counter is the process', and other tests count in it at the same time.
        Assert.True(busy >= 4 * 5, $"{busy} were counted.");
    }

    [Fact]
    public async Task A_post_whose_log_cannot_be_written_is_not_taken_and_may_be_sent_again_under_its_key()
    {
        await using var bench = await Bench.On(DatabaseProvider.Sqlite);
        var folder = Path.Combine(bench.House.Folder, BackupManifest.PostsFolder);
        _ = await bench.Fold();
        Directory.Delete(folder, recursive: true);
        await File.WriteAllTextAsync(folder, "in the way");

        await Assert.ThrowsAnyAsync<IOException>(() => bench.Post(Bench.Rows(House.Noon, 0, 10), "key-1"));
        File.Delete(folder);
        Directory.CreateDirectory(folder);
        var again = await bench.Post(Bench.Rows(House.Noon, 0, 10), "key-1");
        await bench.Fold();

        Assert.Equal(10, again.Value.Rows);
        Assert.Equal(10, await bench.RowsCounted());
    }

    private static byte[] Body(int from, int count) => global::System.Text.Encoding.UTF8.GetBytes(Bench.Rows(House.Noon, from, count));

    private static SegmentPosts Small(Bench bench, int mostPosts) => new(
        bench.House.Get<RowPosts>(), bench.House.Dbs, Path.Combine(bench.House.Folder, "small"), new IntakeRoom(mostPosts, IntakeRoom.MostBytes), bench.House.Time, NullLogger<SegmentPosts>.Instance);

    private static TelemetryIntake Intake(Bench bench, IPostStore posts) =>
        new(posts, bench.House.Get<KnownSenders>(), bench.House.Get<TelemetryBell>(), bench.House.Get<Quarantine>(), bench.House.Get<Calendar>(), bench.House.Time);

    private static FoldTelemetry Fold(Bench bench, IPostStore posts) => new(
        bench.House.Dbs, posts, bench.House.Get<Baselines>(), bench.House.Get<Portal.Monitoring.Labels.JoinLabels>(), bench.House.Get<Portal.Monitoring.Records.KeepRecords>(), bench.House.Get<Portal.Monitoring.Labels.QualityBaselines>(), bench.House.Get<TrainingSets>(), bench.House.Get<Portal.Monitoring.Traces.FoldSpans>(), bench.House.Get<SeriesStore>(), bench.House.Time);
}
