using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Tracking;

/// <summary>Metrics, parameters and tags of a run, as many as come at once; all of them or none.</summary>
public sealed class LogToRun(IDbContextFactory<PortalDb> dbs)
{
    public const int MostAtOnce = 1000;

    public sealed record Input(TrackedId Run, IReadOnlyList<LoggedMetric> Metrics, IReadOnlyList<TextPair> Params, IReadOnlyList<TextPair> Tags);

    public async Task<Result<Done>> Run(Actor actor, Input input, CancellationToken ct)
    {
        if (actor.WhyNotTrack() is { } refusal)
            return refusal;
        if (FaultsOf(input).ToList() is { Count: > 0 } faults)
            return new Invalid(faults);

        return await dbs.WriteAsync<Done>(db => Write(db, actor, input, ct), ct);
    }

    private static IEnumerable<Fault> FaultsOf(Input input)
    {
        if (input.Metrics.Count + input.Params.Count + input.Tags.Count > MostAtOnce)
            yield return new Fault("metrics", $"At most {MostAtOnce} metrics, parameters and tags come at once.");
        foreach (var (metric, at) in input.Metrics.Select((metric, at) => (metric, at)))
        {
            if (TrackedText.KeyProblem(metric.Key) is { } problem)
                yield return new Fault($"metrics[{at}].key", problem);
        }

        foreach (var fault in Texts.Faults(TextKind.Param, input.Params).Concat(Texts.Faults(TextKind.Tag, input.Tags)))
            yield return fault;
    }

    private static async Task<Result<Done>> Write(PortalDb db, Actor actor, Input input, CancellationToken ct)
    {
        if (await db.RunOf(input.Run, ct) is not { } run)
            return new NotFound($"Run {input.Run}");
        if ((await TrackingAccess.WhyNotWrite(db, actor, run.By, run.System, ct) ?? run.WhyNotLogged()) is { } refusal)
            return refusal;
        if (await Texts.SetParams(db, run.Id, input.Params, ct) is { } other)
            return other;

        if (input.Tags.LastOrDefault(tag => tag.Key == TrackingAccess.SystemTag) is { } named)
        {
            if (!(await TrackingAccess.SystemNamed(db, actor, named.Value, ct)).Succeeded(out var system, out var unfit))
                return unfit;
            run.BelongTo(system);
        }

        if (input.Tags.LastOrDefault(tag => tag.Key == TrackingAccess.NameTag) is { Value.Length: > 0 and <= TrackedRun.LongestName } name)
            run.Rename(name.Value);
        await Texts.SetTags(db, run.Id, input.Tags, ct);
        await Measure(db, run.Id, [.. input.Metrics.Distinct()], ct);
        return new Done();
    }

    private static async Task Measure(PortalDb db, TrackedId run, IReadOnlyList<LoggedMetric> metrics, CancellationToken ct)
    {
        if (metrics.Count == 0)
            return;

        var (keys, first, last) = (metrics.Select(metric => metric.Key).Distinct().ToList(), metrics.Min(metric => metric.Step), metrics.Max(metric => metric.Step));
        var latest = await db.TrackedMetrics.Where(row => row.Run == run && keys.Contains(row.Key)).ToDictionaryAsync(row => row.Key, ct);
        var known = (await db.MetricPoints.AsNoTracking().Where(point => point.Run == run && keys.Contains(point.Key) && point.Step >= first && point.Step <= last).ToListAsync(ct))
            .Select(point => (point.Key, point.Step, point.At, point.Value, point.IsNan)).ToHashSet();
        foreach (var metric in metrics)
        {
            if (known.Add((metric.Key, metric.Step, metric.At, metric.Stored, metric.IsNan)))
                db.MetricPoints.Add(new MetricPoint(run, metric));
            if (!latest.TryGetValue(metric.Key, out var row))
                db.TrackedMetrics.Add(latest[metric.Key] = new TrackedMetric(run, metric));
            else if (metric.IsAfter(row))
                row.Set(metric);
        }
    }
}
