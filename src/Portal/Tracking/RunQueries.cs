using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;
using Portal.Tracking.Search;

namespace Portal.Tracking;

/// <summary>A run whole: what it is, and what it logged last.</summary>
public sealed record RunView(
    TrackedId Id, int Experiment, string Name, string UserId, RunStatus Status, long StartedAt, long? EndedAt, string ArtifactUri, bool IsDeleted, SystemId? System, PersonId By,
    IReadOnlyList<LoggedMetric> Metrics, IReadOnlyList<TextPair> Params, IReadOnlyList<TextPair> Tags, IReadOnlyList<LoggedInput> Inputs);

/// <summary>Reads runs.</summary>
public sealed class RunQueries(IDbContextFactory<PortalDb> dbs)
{
    private const int AtOnce = 500;

    /// <summary>In which experiments; in all of them when there are none named.</summary>
    public sealed record Search(IReadOnlyList<int> Experiments, Filter Filter, IReadOnlyList<Ordering> Orders, LifeView View, SearchPage Page);

    public async Task<RunView?> One(TrackedId id, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await Views(db, await db.TrackedRuns.AsNoTracking().Where(row => row.Id == id).ToListAsync(ct), ct) is [var found] ? found : null;
    }

    public async Task<Result<Found<RunView>>> Find(Search search, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var numbers = search.Experiments.ToList();
        var runs = db.TrackedRuns.AsNoTracking().Where(run => numbers.Contains(run.Experiment));
        if (search.View != LifeView.All)
        {
            var isDeleted = search.View == LifeView.DeletedOnly;
            runs = runs.Where(run => run.IsDeleted == isDeleted);
        }

        if (!runs.Matching(db, search.Filter).Succeeded(out var passing, out var refusal))
            return refusal;
        if (!passing.All.Ordered(db, search.Orders).Succeeded(out var sorted, out var unordered))
            return unordered;

        var rows = await sorted.All.Skip(search.Page.Skip).Take(search.Page.Most + 1).ToListAsync(ct);
        return new Found<RunView>(await Views(db, [.. rows.Take(search.Page.Most)], ct), search.Page.Next(rows.Count));
    }

    /// <summary>The history of one metric, from its first step to its last; null when there is no such run.</summary>
    public async Task<Found<LoggedMetric>?> History(TrackedId run, string key, SearchPage page, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (!await db.TrackedRuns.AnyAsync(row => row.Id == run, ct))
            return null;

        var rows = await db.MetricPoints.AsNoTracking().Where(point => point.Run == run && point.Key == key)
            .OrderBy(point => point.Step).ThenBy(point => point.At).ThenBy(point => point.Value).ThenBy(point => point.IsNan).Skip(page.Skip).Take(page.Most + 1).ToListAsync(ct);
        return new Found<LoggedMetric>([.. rows.Take(page.Most).Select(point => new LoggedMetric(point.Key, LoggedMetric.Read(point.Value, point.IsNan), point.At, point.Step))], page.Next(rows.Count));
    }

    private static async Task<IReadOnlyList<RunView>> Views(PortalDb db, IReadOnlyList<TrackedRun> rows, CancellationToken ct)
    {
        var ids = rows.Select(row => row.Id).ToList();
        var texts = await OwnedTexts.Of(db, ids, ct);
        var metrics = await Metrics(db, ids, ct);
        var inputs = (await db.RunInputs.AsNoTracking().Where(row => ids.Contains(row.Run)).ToListAsync(ct)).ToLookup(row => row.Run);
        return
        [
            .. rows.Select(row => new RunView(
                row.Id, row.Experiment, row.Name, row.UserId, row.Status, row.StartedAt, row.EndedAt, row.ArtifactUri, row.IsDeleted, row.System, row.By,
                metrics.TryGetValue(row.Id, out var logged) ? logged : [], texts.Params(row.Id), texts.Tags(row.Id),
                [.. inputs[row.Id].OrderBy(input => input.Name, StringComparer.Ordinal).Select(input => new LoggedInput(input.Name, input.ClientDigest, input.SourceType, input.Source, input.Schema, input.Profile, input.Context))])),
        ];
    }

    private static async Task<Dictionary<TrackedId, List<LoggedMetric>>> Metrics(PortalDb db, IReadOnlyList<TrackedId> runs, CancellationToken ct)
    {
        var metrics = new Dictionary<TrackedId, List<LoggedMetric>>();
        foreach (var some in runs.Chunk(AtOnce))
        {
            var ids = some.ToList();
            var rows = db.TrackedMetrics.AsNoTracking().Where(row => ids.Contains(row.Run)).OrderBy(row => row.Run).ThenBy(row => row.Key).Select(row => new { row.Run, row.Key, row.Value, row.IsNan, row.At, row.Step });
            await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(ct))
            {
                if (!metrics.TryGetValue(row.Run, out var logged))
                    metrics[row.Run] = logged = [];
                logged.Add(new LoggedMetric(row.Key, LoggedMetric.Read(row.Value, row.IsNan), row.At, row.Step));
            }
        }

        return metrics;
    }
}
