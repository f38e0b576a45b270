using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Monitoring.Windows;
using Portal.Statistics.Drift;

namespace Portal.Monitoring;

/// <summary>A scoring run as it is read, with the drift of each feature over all of it.</summary>
public sealed record ScoringRunLine(string Batch, DateOnly AsOf, long Rows, IReadOnlyList<RunFeature> Features);

/// <param name="Feature">Its name.</param>
/// <param name="Psi">Less its bias, never below 0; null without a value to compare.</param>
/// <param name="N">Values in bins.</param>
/// <param name="Level">What that says; too few rows are never fine.</param>
public sealed record RunFeature(string Feature, double? Psi, long N, DriftLevel Level);

/// <summary>Reads scoring runs: each stands under its own day, and so in its month.</summary>
public sealed class ScoringRunQueries(IDbContextFactory<PortalDb> dbs, Baselines baselines)
{
    /// <summary>The latest day first.</summary>
    public async Task<IReadOnlyList<ScoringRunLine>> Of(WatchedVersion version, DateOnly from, DateOnly to, CancellationToken ct)
    {
        var bins = await baselines.Of(version.Id, ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var runs = await db.ScoringRuns.AsNoTracking().Where(run => run.ModelVersion == version.Id && run.AsOf >= from && run.AsOf <= to)
            .OrderByDescending(run => run.AsOf).ThenBy(run => run.Name).ToListAsync(ct);
        return [.. runs.Select(run => new ScoringRunLine(run.Name, run.AsOf, run.Rows, Features(bins, MinuteCounts.FromBytes(run.Counts), version.Levels)))];
    }

    private static IReadOnlyList<RunFeature> Features(FrozenBaseline? bins, MinuteCounts counts, DriftLevels levels) =>
        [.. (bins?.Features ?? []).Select(feature =>
        {
            var found = counts.Features.GetValueOrDefault(feature.Name);
            var point = FeaturePoint.Of(counts.LastRowAt, found is null ? null : PopulationStability.Of(feature.Bins, found), found?.N ?? 0);
            return new RunFeature(feature.Name, point.Value, point.N, levels.Of(point));
        })];
}
