using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Tracking;

/// <summary>A run as one row of a list, with its first metrics by name.</summary>
public sealed record RunListLine(
    TrackedId Id, string Name, int Experiment, string ExperimentName, string? System, RunStatus Status, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, string UserId, IReadOnlyList<LoggedMetric> Metrics, IReadOnlyList<SealedLabel> Versions);

/// <summary>A version that was sealed from a run.</summary>
public sealed record SealedLabel(string System, string Label);

public sealed record ExperimentLine(int Number, string Name, int Runs);

/// <summary>One run's values of a metric, by step.</summary>
public sealed record MetricSeries(TrackedId Run, string Name, IReadOnlyList<(long Step, double Value)> Points);

/// <summary>Reads runs for the page that lists and compares them.</summary>
public sealed class RunListQueries(IDbContextFactory<PortalDb> dbs)
{
    public const int MostCompared = 6;
    private const int MetricsShown = 3;
    private const int MostPoints = 2_000;

    public async Task<Page<RunListLine>> List(int? experiment, string? system, PageRequest page, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var runs = db.TrackedRuns.AsNoTracking().Where(run => !run.IsDeleted);
        if (experiment is { } number)
            runs = runs.Where(run => run.Experiment == number);
        if (system is not null)
            runs = runs.Where(run => db.Systems.Any(of => of.Id == run.System && of.Code == system));

        var total = await runs.CountAsync(ct);
        return new Page<RunListLine>(await Lines(db, await runs.OrderByDescending(run => run.StartedAt).ThenBy(run => run.Id).Skip(page.Skip).Take(page.Size).ToListAsync(ct), ct), page.Number, page.Size, total);
    }

    /// <summary>The experiments that have runs, by name.</summary>
    public async Task<IReadOnlyList<ExperimentLine>> Experiments(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var rows = await db.Experiments.AsNoTracking().Where(row => !row.IsDeleted)
            .Select(row => new ExperimentLine(row.Number, row.Name, db.TrackedRuns.Count(run => run.Experiment == row.Number && !run.IsDeleted))).ToListAsync(ct);
        return [.. rows.Where(row => row.Runs > 0).OrderBy(row => row.Name, StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>The codes of the systems that have runs.</summary>
    public async Task<IReadOnlyList<string>> Systems(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Systems.AsNoTracking().Where(system => db.TrackedRuns.Any(run => run.System == system.Id && !run.IsDeleted)).OrderBy(system => system.Code).Select(system => system.Code).ToListAsync(ct);
    }

    /// <summary>The metrics that any of these runs has.</summary>
    public async Task<IReadOnlyList<string>> MetricsOf(IReadOnlyList<TrackedId> runs, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var ids = runs.ToList();
        return await db.TrackedMetrics.AsNoTracking().Where(metric => ids.Contains(metric.Run)).Select(metric => metric.Key).Distinct().OrderBy(key => key).ToListAsync(ct);
    }

    /// <summary>One metric over the steps of some runs, in their order; values that are no numbers are left out.</summary>
    public async Task<IReadOnlyList<MetricSeries>> OverSteps(IReadOnlyList<TrackedId> runs, string metric, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var names = await db.TrackedRuns.AsNoTracking().Where(run => runs.Contains(run.Id)).ToDictionaryAsync(run => run.Id, run => run.Name, ct);
        List<MetricSeries> series = [];
        foreach (var run in runs.Where(names.ContainsKey).Take(MostCompared))
        {
            var points = await db.MetricPoints.AsNoTracking().Where(point => point.Run == run && point.Key == metric && !point.IsNan)
                .OrderBy(point => point.Step).ThenBy(point => point.At).ThenBy(point => point.Value).Take(MostPoints).Select(point => new { point.Step, point.Value }).ToListAsync(ct);
            series.Add(new MetricSeries(run, names[run], [.. points.Where(point => double.IsFinite(point.Value)).Select(point => (point.Step, point.Value))]));
        }

        return series;
    }

    private static async Task<IReadOnlyList<RunListLine>> Lines(PortalDb db, IReadOnlyList<TrackedRun> runs, CancellationToken ct)
    {
        var ids = runs.Select(run => run.Id).ToList();
        var numbers = runs.Select(run => run.Experiment).Distinct().ToList();
        var experiments = await db.Experiments.AsNoTracking().Where(row => numbers.Contains(row.Number)).ToDictionaryAsync(row => row.Number, row => row.Name, ct);
        var systems = await NamedSystems.ById(db, runs.Select(run => run.System).OfType<SystemId>(), AsOf.Now, ct);
        var metrics = (await db.TrackedMetrics.AsNoTracking().Where(metric => ids.Contains(metric.Run)).OrderBy(metric => metric.Key).ToListAsync(ct)).ToLookup(metric => metric.Run);
        var versions = (await (
            from registered in db.RegisteredVersions.AsNoTracking()
            join version in db.Versions.AsNoTracking() on registered.Sealed equals version.Id
            join system in db.Systems.AsNoTracking() on version.System equals system.Id
            where registered.Run != null && ids.Contains(registered.Run.Value)
            select new { Run = registered.Run!.Value, system.Code, version.Label }).ToListAsync(ct)).ToLookup(row => row.Run, row => new SealedLabel(row.Code, row.Label));
        return
        [
            .. runs.Select(run => new RunListLine(
                run.Id, run.Name, run.Experiment, experiments[run.Experiment], run.System is { } system ? systems[system].Code : null, run.Status, At(run.StartedAt), run.EndedAt is { } end ? At(end) : null, run.UserId,
                [.. metrics[run.Id].Take(MetricsShown).Select(metric => new LoggedMetric(metric.Key, LoggedMetric.Read(metric.Value, metric.IsNan), metric.At, metric.Step))], [.. versions[run.Id]])),
        ];
    }

    /// <summary>A client's clock may say anything.</summary>
    private static DateTimeOffset At(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(milliseconds, 0, 253_402_300_799_000));
}
