using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.Monitoring;
using Portal.Monitoring.Intake;
using Portal.Monitoring.Labels;
using Portal.Monitoring.Records;
using Portal.Monitoring.Rows;
using Portal.Monitoring.Traces;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Monitoring;

public sealed class TelemetryTests
{
    [Theory, OnBothDatabases]
    public async Task Accepted_rows_are_counted_into_their_minutes(DatabaseProvider provider)
    {
        await using var bench = await Bench.On(provider);
        await bench.Baseline();

        var accepted = await bench.Post(Bench.Rows(House.Noon.AddMinutes(-1), 0, 300));
        await bench.Post(Bench.Rows(House.Noon, 300, 200));
        var folded = await bench.Fold();

        Assert.Equal(300, accepted.Value.Rows);
        Assert.Equal(500, folded);
        Assert.Equal(500, await bench.RowsCounted());
        Assert.Equal(0, await bench.Fold());
    }

    [Theory, OnBothDatabases]
    public async Task The_same_key_with_the_same_body_counts_once_and_with_another_is_refused(DatabaseProvider provider)
    {
        await using var bench = await Bench.On(provider);
        var body = Bench.Rows(House.Noon, 0, 100);

        var first = await bench.Post(body, "key-1");
        await bench.Fold();
        var again = await bench.Post(body, "key-1");
        var other = await bench.Post(body + "\n" + Bench.Rows(House.Noon, 100, 1), "key-1");
        await bench.Fold();

        Assert.Equal(first.Value, again.Value);
        Assert.IsType<KeyReused>(other.Refusal);
        Assert.Equal(100, await bench.RowsCounted());
    }

    [Theory, OnBothDatabases]
    public async Task The_same_key_sent_ten_times_at_once_counts_once(DatabaseProvider provider)
    {
        await using var bench = await Bench.On(provider);
        var body = Bench.Rows(House.Noon, 0, 50);

        var results = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => bench.Post(body, "key-1"))));
        await bench.Fold();

        Assert.All(results, result => Assert.Equal(50, result.Value.Rows));
        Assert.Equal(50, await bench.RowsCounted());
    }

    [Theory, OnBothDatabases]
    public async Task Posts_without_a_key_each_count(DatabaseProvider provider)
    {
        await using var bench = await Bench.On(provider);
        var body = Bench.Rows(House.Noon, 0, 10);

        await bench.Post(body);
        await bench.Post(body);
        await bench.Fold();

        Assert.Equal(20, await bench.RowsCounted());
    }

    [Theory, OnBothDatabases]
    public async Task A_fold_that_dies_midway_leaves_its_posts_waiting_and_the_next_gives_the_same_integers(DatabaseProvider provider)
    {
        await using var bench = await Bench.On(provider);
        await using var undisturbed = await Bench.On(provider);
        foreach (var each in new[] { bench, undisturbed })
        {
            await each.Baseline();
            await each.Post(Bench.Rows(House.Noon.AddMinutes(-1), 0, 200));
            await each.Fold();
            await each.Post(Bench.Rows(House.Noon.AddMinutes(-1), 200, 200));
            await each.Post(Bench.Rows(House.Noon, 400, 200));
        }

        await Assert.ThrowsAnyAsync<Exception>(() => Dying(bench).Run(default));
        var waiting = await Waiting(bench);
        await bench.Fold();
        await undisturbed.Fold();

        Assert.Equal(2, waiting);
        Assert.Equal(600, await bench.RowsCounted());
        Assert.Equal(await undisturbed.Counted(), await bench.Counted());
    }

    [Theory, OnBothDatabases]
    public async Task Two_that_count_at_once_count_every_row_once(DatabaseProvider provider)
    {
        await using var bench = await Bench.On(provider);
        await bench.Baseline();
        for (var post = 0; post < 20; post++)
            await bench.Post(Bench.Rows(House.Noon, post * 10, 10));

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(bench.Fold)));
        await bench.Fold();

        Assert.Equal(200, await bench.RowsCounted());
    }

    [Fact]
    public async Task A_version_is_named_by_label_or_digest_and_an_unknown_one_takes_no_row()
    {
        await using var bench = await Bench.On(DatabaseProvider.Sqlite);
        var body = Bench.Rows(House.Noon, 0, 3);

        var unknown = await bench.Post(body + "\n" + Bench.Rows(House.Noon, 3, 1).Replace("\"v1\"", "\"v9\""));
        var stranger = await bench.House.Get<AcceptPredictions>().Run(bench.Sender, new("AIS-0042", null, "[]"u8.ToArray()), default);

        Assert.Equal("row 4, version", Assert.Single(Assert.IsType<Invalid>(unknown.Refusal).Faults).Field);
        Assert.Equal(0, await Waiting(bench));
        Assert.NotNull(stranger.Refusal);
    }

    [Fact]
    public async Task Who_may_not_send_telemetry_does_not()
    {
        await using var bench = await Bench.On(DatabaseProvider.Sqlite);
        var auditor = await bench.House.Person("Auditor", Role.Auditor);

        var result = await bench.House.Get<AcceptPredictions>().Run(auditor, new(Bench.Code, null, "[]"u8.ToArray()), default);

        Assert.IsType<Forbidden>(result.Refusal);
    }

    [Fact]
    public async Task A_body_that_is_too_large_and_a_key_that_is_too_long_are_refused()
    {
        await using var bench = await Bench.On(DatabaseProvider.Sqlite);

        var large = await bench.Post(new string(' ', AcceptPredictions.LargestBody + 1));
        var key = await bench.Post(Bench.Rows(House.Noon, 0, 1), new string('k', AcceptPredictions.LongestKey + 1));

        Assert.IsType<Invalid>(large.Refusal);
        Assert.IsType<Invalid>(key.Refusal);
    }

    [Fact]
    public async Task When_too_many_posts_wait_senders_are_asked_to_wait()
    {
        await using var bench = await Bench.On(DatabaseProvider.Postgres);
        await using (var db = await bench.House.Dbs.CreateDbContextAsync())
        {
            for (var i = 0; i < AcceptPredictions.MostWaiting; i++)
                db.TelemetryBatches.Add(TelemetryBatch.Of(bench.System, TelemetryKind.Predictions, null, Digest.Of([]), 1, [bench.Version], 0, [], House.Noon));
            await db.SaveChangesAsync();
        }

        var result = await bench.Post(Bench.Rows(House.Noon, 0, 1));

        Assert.True(Assert.IsType<Busy>(result.Refusal).RetryAfter > TimeSpan.Zero);
    }

    [Fact]
    public async Task Of_a_rush_of_posts_some_are_told_to_wait_and_those_that_were_taken_count_once()
    {
        await using var bench = await Bench.On(DatabaseProvider.Sqlite);
        var body = Bench.Rows(House.Noon, 0, 200);

        var results = await Task.WhenAll(Enumerable.Range(0, 4 * TelemetryIntake.MostAtOnce).Select(_ => Task.Run(() => bench.Post(body))));
        while (await bench.Fold() > 0) { }

        Assert.All(results.Where(result => result.Refusal is not null), result => Assert.True(Assert.IsType<Busy>(result.Refusal).RetryAfter > TimeSpan.Zero));
        Assert.Equal(200 * results.Count(result => result.Refusal is null), await bench.RowsCounted());
        Assert.Contains(results, result => result.Refusal is null);
    }

    [Theory, OnBothDatabases]
    public async Task Minutes_are_forgotten_after_35_days_and_keys_after_a_day(DatabaseProvider provider)
    {
        await using var bench = await Bench.On(provider);
        var body = Bench.Rows(House.Noon, 0, 10);
        await bench.Post(body, "key-1");
        await bench.Fold();
        await bench.House.Get<ForgetTelemetry>().Run(default);
        bench.House.Time.Advance(TimeSpan.FromMinutes(1));
        await bench.Post(Bench.Rows(House.Noon, 10, 1), "never-counted");

        bench.House.Time.Advance(TimeSpan.FromHours(25));
        await bench.House.Get<ForgetTelemetry>().Run(default);
        var keys = await Keys(bench);
        var minutes = await bench.RowsCounted();
        bench.House.Time.Advance(TimeSpan.FromDays(34));
        await bench.House.Get<ForgetTelemetry>().Run(default);

        Assert.Equal(["never-counted"], keys);
        Assert.Equal(10, minutes);
        Assert.Equal(0, await bench.RowsCounted());
    }

    [Theory, OnBothDatabases]
    public async Task A_folded_post_keeps_its_key_and_loses_its_content(DatabaseProvider provider)
    {
        await using var bench = await Bench.On(provider);
        await bench.Post(Bench.Rows(House.Noon, 0, 10), "key-1");

        await bench.Fold();

        await using var db = await bench.House.Dbs.CreateDbContextAsync();
        var batch = await db.TelemetryBatches.SingleAsync();
        Assert.True(batch.Folded);
        Assert.Empty(batch.Content);
    }

    /// <summary>Dies when it is asked for the time, which is after the windows were read and before anything is saved.</summary>
    private static FoldTelemetry Dying(Bench bench) =>
        new(bench.House.Dbs, bench.House.Get<IPostStore>(), bench.House.Get<Baselines>(), bench.House.Get<JoinLabels>(), bench.House.Get<KeepRecords>(), bench.House.Get<QualityBaselines>(), bench.House.Get<TrainingSets>(), bench.House.Get<FoldSpans>(), bench.House.Get<SeriesStore>(), new DeadClock());

    private static async Task<int> Waiting(Bench bench) => (await bench.House.Get<IPostStore>().Waiting(1000, int.MaxValue, default)).Count;

    /// <summary>Of posts that are counted, and of those that wait.</summary>
    private static async Task<IReadOnlyList<string>> Keys(Bench bench)
    {
        await using var db = await bench.House.Dbs.CreateDbContextAsync();
        var counted = await db.TelemetryBatches.Where(batch => batch.Folded).Select(batch => batch.Key).ToListAsync();
        return [.. counted, .. (await bench.House.Get<IPostStore>().Waiting(1000, int.MaxValue, default)).Select(waiting => waiting.Post.Key)];
    }

    private sealed class DeadClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => throw new InvalidOperationException("Dead.");
    }
}
