using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Monitoring.Costs;
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
public sealed class FoldTelemetry(IDbContextFactory<PortalDb> dbs, Baselines baselines, JoinLabels joins, KeepRecords records, QualityBaselines qualities, FoldSpans spans, SeriesStore series, TimeProvider time)
{
    private const int MostPosts = 64;
    private const int MostRows = 200_000;
    private const int MinutesAtOnce = 500;

    /// <summary>One turn; answers how many rows were counted, 0 when nothing waited.</summary>
    public async Task<int> Run(CancellationToken ct)
    {
        var waiting = await Waiting(ct);
        if (waiting.Count == 0)
            return 0;

        var turn = new SpanTurn();
        var tally = await Count(waiting, turn, ct);
        var stored = await dbs.WriteAsync(db => Store(db, waiting, tally, turn, ct), ct);
        if (!stored.Value)
            return 0;

        await series.Refresh(ct);
        return waiting.Sum(batch => batch.Rows);
    }

    /// <summary>The oldest posts that wait, as many as are counted in one turn; ids first, since the contents are large.</summary>
    private async Task<IReadOnlyList<Post>> Waiting(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var oldest = await db.TelemetryBatches.Where(batch => !batch.Folded).OrderBy(batch => batch.Id).Take(MostPosts)
            .Select(batch => new Post(batch.Id, batch.Rows)).ToListAsync(ct);

        var rows = 0;
        return [.. oldest.TakeWhile((post, index) => (rows += post.Rows) <= MostRows || index == 0)];
    }

    /// <summary>Outside the transaction that stores, so that nobody waits for the counting.</summary>
    private async Task<Tally> Count(IReadOnlyList<Post> posts, SpanTurn turn, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var batches = new List<TelemetryBatch>(posts.Count);
        foreach (var post in posts)
            batches.Add(await db.TelemetryBatches.AsNoTracking().SingleAsync(batch => batch.Id == post.Id, ct));
        batches.RemoveAll(batch => batch.Folded);

        var known = await baselines.Of([.. batches.SelectMany(VersionsOf).Distinct()], ct);
        var tally = new Tally(known.GetValueOrDefault);
        foreach (var batch in batches)
            await Count(tally, turn, batch, batch.Kind is TelemetryKind.Calls or TelemetryKind.Spans ? await PriceList.Until(db, batch.Prices, ct) : PriceList.Shipped, ct);

        // A label that came with its prediction finds it.
        foreach (var batch in batches.Where(batch => batch.Kind == TelemetryKind.Labels))
            await joins.Join(batch.System, Readable(batch, LabelRow.Read(batch.Content, batch.ReceivedAt)), ct);
        return tally;
    }

    /// <summary>Reads as of its arrival: what was in time then still is.</summary>
    private async Task Count(Tally tally, SpanTurn turn, TelemetryBatch batch, PriceList prices, CancellationToken ct)
    {
        var (versions, at) = (VersionsOf(batch), batch.ReceivedAt);
        switch (batch.Kind)
        {
            case TelemetryKind.Calls:
                tally.Add(Readable(batch, CallRow.Read(batch.Content, at)), versions, prices, at);
                break;
            case TelemetryKind.Feedback:
                var feedback = Readable(batch, FeedbackRow.Read(batch.Content, at));
                tally.Add(feedback, versions, at);
                await records.React(batch.System, feedback, at, ct);
                break;
            case TelemetryKind.Reviews:
                var reviews = Readable(batch, ReviewRow.Read(batch.Content, at));
                tally.Add(reviews, versions, at);
                await records.React(batch.System, reviews, at, ct);
                break;
            case TelemetryKind.Spans:
                await spans.Count(turn, tally, batch.System, Readable(batch, SpanRow.Read(batch.Content, at)), versions, prices, at, ct);
                break;
            case TelemetryKind.Labels:
                break;
            case TelemetryKind.Predictions when batch is { Run: { } run, RunDay: { } day }:
                var scored = Readable(batch, PredictionReader.Read(batch.Content, at, PredictionReader.OldestInRun));
                tally.Add(scored, versions, new RunName(run, day));
                await joins.Keep(batch.System, scored, versions, await SegmentsOf(versions, ct), day, ct);
                await records.Keep(batch.System, batch.Content, scored, versions, run, ct);
                break;
            default:
                var rows = Readable(batch, PredictionReader.Read(batch.Content, at));
                tally.Add(rows, versions, at);
                await joins.Keep(batch.System, rows, versions, await SegmentsOf(versions, ct), run: null, ct);
                await records.Keep(batch.System, batch.Content, rows, versions, run: null, ct);
                break;
        }
    }

    /// <summary>Which feature parts each version's rows, where one does.</summary>
    private async Task<Func<VersionId, string?>> SegmentsOf(IReadOnlyList<VersionId> versions, CancellationToken ct)
    {
        Dictionary<VersionId, string?> segments = [];
        foreach (var version in versions.Distinct())
            segments[version] = (await qualities.Of(version, ct))?.Segment;
        return segments.GetValueOrDefault;
    }

    private static T Readable<T>(TelemetryBatch batch, Result<T> read) =>
        read.Succeeded(out var rows, out var fault) ? rows : throw new InvalidDataException($"Batch {batch.Id} was accepted but cannot be read: {fault.Message}");

    private static VersionId[] VersionsOf(TelemetryBatch batch) => [.. batch.Versions.Select(version => new VersionId(version))];

    /// <summary>False when another node counted one of the posts first: then nothing of this turn is stored.</summary>
    private async Task<Result<bool>> Store(PortalDb db, IReadOnlyList<Post> posts, Tally tally, SpanTurn turn, CancellationToken ct)
    {
        var ids = posts.Select(post => post.Id).ToList();
        if (await db.TelemetryBatches.CountAsync(batch => ids.Contains(batch.Id) && !batch.Folded, ct) != ids.Count || !await FoldSpans.Stands(db, turn, ct))
            return false;

        var now = time.GetUtcNow();
        await spans.Store(db, turn, now, ct);
        var known = await Known(db, tally, ct);
        foreach (var (key, counts) in tally.Minutes)
        {
            if (known.TryGetValue(key, out var window)) window.Add(counts, now);
            else db.TelemetryWindows.Add(TelemetryWindow.Of(key, counts, now));
        }

        foreach (var (key, counts) in tally.Runs)
            (await Run(db, key, ct)).Add(counts, now);

        await CountDays(db, tally, ct);
        var nothing = Array.Empty<byte>();
        await db.TelemetryBatches.Where(batch => ids.Contains(batch.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(batch => batch.Folded, true).SetProperty(batch => batch.Content, nothing), ct);
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

    private sealed record Post(Guid Id, int Rows);
}
