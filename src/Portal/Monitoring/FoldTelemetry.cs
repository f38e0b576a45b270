using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Monitoring.Costs;
using Portal.Monitoring.Intake;
using Portal.Monitoring.Labels;
using Portal.Monitoring.Records;
using Portal.Monitoring.Rows;
using Portal.Monitoring.Traces;
using Portal.Monitoring.Windows;
using Portal.Shared;

namespace Portal.Monitoring;

/// <summary>
/// Counts the posts that wait into their minutes. The counts and the mark that a post is counted are one transaction: whatever
/// kills the process leaves both or neither, and the next turn gives the same integers.
/// </summary>
public sealed class FoldTelemetry : IDisposable
{
    private const int MostPosts = 256;
    private const int MostRows = 200_000;
    private const int MinutesAtOnce = 500;

    // Two that count at once in one process would only count the same posts.
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly IDbContextFactory<PortalDb> _dbs;
    private readonly IPostStore _posts;
    private readonly Baselines _baselines;
    private readonly JoinLabels _joins;
    private readonly KeepRecords _records;
    private readonly QualityBaselines _qualities;
    private readonly TrainingSets _training;
    private readonly FoldSpans _spans;
    private readonly SeriesStore _series;
    private readonly TimeProvider _time;

    internal FoldTelemetry(IDbContextFactory<PortalDb> dbs, IPostStore posts, Baselines baselines, JoinLabels joins, KeepRecords records, QualityBaselines qualities, TrainingSets training, FoldSpans spans, SeriesStore series, TimeProvider time) =>
        (_dbs, _posts, _baselines, _joins, _records, _qualities, _training, _spans, _series, _time) = (dbs, posts, baselines, joins, records, qualities, training, spans, series, time);

    /// <summary>One turn; answers how many rows were counted, 0 when nothing waited.</summary>
    public async Task<int> Run(CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            return await Turn(ct);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task<int> Turn(CancellationToken ct)
    {
        var waiting = await _posts.Waiting(MostPosts, MostRows, ct);
        if (waiting.Count == 0)
            return 0;

        var turn = new SpanTurn();
        var tally = await Count(waiting, turn, ct);
        var stored = await _dbs.WriteAsync(db => Store(db, waiting, tally, turn, ct), ct);
        if (!stored.Value)
            return 0;

        _posts.Forget(waiting);
        await _series.Refresh(ct);
        var rows = waiting.Sum(post => post.Post.Rows);
        Instruments.CountRows("counted", rows);
        return rows;
    }

    /// <summary>Outside the transaction that stores, so that nobody waits for the counting.</summary>
    private async Task<Tally> Count(IReadOnlyList<WaitingPost> posts, SpanTurn turn, CancellationToken ct)
    {
        var known = await _baselines.Of([.. posts.SelectMany(post => post.Post.VersionIds).Distinct()], ct);
        var training = new Dictionary<VersionId, TrainingRows?>();
        foreach (var version in known.Keys)
            training[version] = await _training.Of(version, ct);
        var tally = new Tally(known.GetValueOrDefault, training.GetValueOrDefault);
        foreach (var (post, rows) in posts.Select(post => (post.Post, post.Rows)))
            await Count(tally, turn, post, rows, ct);
        await _joins.Keep(await Predictions(posts, ct), ct);
        foreach (var post in posts)
            await _records.Keep(post, ct);

        // A label that came with its prediction finds it.
        foreach (var (post, labels) in posts.Select(post => (post.Post, post.Rows as LabelRows)))
        {
            if (labels is not null)
                await _joins.Join(post.System, labels.Labels, ct);
        }

        return tally;
    }

    private async Task Count(Tally tally, SpanTurn turn, TelemetryBatch post, TelemetryRows rows, CancellationToken ct)
    {
        var (versions, at) = (post.VersionIds, post.ReceivedAt);
        switch (rows)
        {
            case CallRows calls:
                tally.Add(calls.Calls, versions, await PricesOf(post, ct), at);
                break;
            case FeedbackRows feedback:
                tally.Add(feedback.Feedback, versions, at);
                break;
            case ReviewRows reviews:
                tally.Add(reviews.Reviews, versions, at);
                break;
            case SpanRows spans:
                await _spans.Count(turn, tally, post.System, spans.Spans, versions, await PricesOf(post, ct), at, ct);
                break;
            case PredictionRows scored when post.RunName is { } run:
                tally.Add(scored.Batch, versions, run);
                break;
            case PredictionRows predictions:
                tally.Add(predictions.Batch, versions, at);
                break;
        }
    }

    private async Task<IReadOnlyList<KeptPredictions>> Predictions(IReadOnlyList<WaitingPost> posts, CancellationToken ct)
    {
        List<KeptPredictions> kept = [];
        foreach (var waiting in posts)
        {
            if (waiting is { Rows: PredictionRows rows, Post: { } post })
                kept.Add(new KeptPredictions(post.System, rows.Batch, post.VersionIds, await SegmentsOf(post.VersionIds, ct), post.RunDay));
        }

        return kept;
    }

    private async Task<PriceList> PricesOf(TelemetryBatch post, CancellationToken ct)
    {
        await using var db = await _dbs.CreateDbContextAsync(ct);
        return await PriceList.Until(db, post.Prices, ct);
    }

    /// <summary>Which feature parts each version's rows, where one does.</summary>
    private async Task<IReadOnlyDictionary<VersionId, string>> SegmentsOf(IReadOnlyList<VersionId> versions, CancellationToken ct)
    {
        Dictionary<VersionId, string> segments = [];
        foreach (var version in versions.Distinct())
        {
            if (await _qualities.Of(version, ct) is { Segment: { } segment })
                segments[version] = segment;
        }

        return segments;
    }

    /// <summary>False when another node counted one of the posts first: then nothing of this turn is stored.</summary>
    private async Task<Result<bool>> Store(PortalDb db, IReadOnlyList<WaitingPost> posts, Tally tally, SpanTurn turn, CancellationToken ct)
    {
        // What is answered here is committed: marking the posts comes after everything that may say no.
        if (!await FoldSpans.Stands(db, turn, ct) || !await _posts.Count(db, posts, ct))
            return false;

        var now = _time.GetUtcNow();
        await _spans.Store(db, turn, now, ct);
        var known = await Known(db, tally, ct);
        foreach (var (key, counts) in tally.Minutes)
        {
            if (known.TryGetValue(key, out var window)) window.Add(counts, now);
            else db.TelemetryWindows.Add(TelemetryWindow.Of(key, counts, now));
        }

        foreach (var (key, counts) in tally.Runs)
            (await Run(db, key, ct)).Add(counts, now);

        await CountDays(db, tally, ct);
        return true;
    }

    private static async Task<ScoringRun> Run(PortalDb db, RunKey key, CancellationToken ct)
    {
        if (await db.ScoringRuns.SingleOrDefaultAsync(run => run.ModelVersion == key.Version && run.Name == key.Run.Name, ct) is { } known)
            return known;

        var run = new ScoringRun(key);
        db.ScoringRuns.Add(run);
        return run;
    }

    private static async Task CountDays(PortalDb db, Tally tally, CancellationToken ct)
    {
        var counted = tally.Minutes.Select(minute => (minute.Key.Version, Day: DateOnly.FromDateTime(minute.Key.Minute.UtcDateTime), minute.Value))
            .Concat(tally.Runs.Select(run => (run.Key.Version, Day: run.Key.Run.AsOf, run.Value)));
        foreach (var day in counted.GroupBy(one => (one.Version, one.Day)))
        {
            var known = await db.TelemetryDays.SingleOrDefaultAsync(row => row.ModelVersion == day.Key.Version && row.Day == day.Key.Day, ct);
            if (known is null)
                db.TelemetryDays.Add(known = new TelemetryDay(day.Key.Version, day.Key.Day));
            known.Add(day.Sum(one => one.Value.Rows), day.Sum(one => one.Value.Total(Counted.CostMicros)));
        }
    }

    private static async Task<IReadOnlyDictionary<WindowKey, TelemetryWindow>> Known(PortalDb db, Tally tally, CancellationToken ct)
    {
        var known = new Dictionary<WindowKey, TelemetryWindow>();
        foreach (var version in tally.Minutes.Keys.GroupBy(key => key.Version))
        {
            foreach (var minutes in version.Select(key => key.Minute).Chunk(MinutesAtOnce))
            {
                await foreach (var window in db.TelemetryWindows.Where(window => window.ModelVersion == version.Key && minutes.Contains(window.Minute)).AsAsyncEnumerable().WithCancellation(ct))
                    known.Add(new WindowKey(window.ModelVersion, window.Minute), window);
            }
        }

        return known;
    }
}
