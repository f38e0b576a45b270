using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Evaluation;

/// <summary>A version that was tried on a data set, and how often.</summary>
public sealed record DatasetTrial(string System, string Label, int Runs);

/// <summary>Who uses a data set: the suites whose labels it is, and the versions that were evaluated on it.</summary>
public sealed record DatasetUse(IReadOnlyList<string> Suites, IReadOnlyList<DatasetTrial> Trials)
{
    public static DatasetUse None { get; } = new([], []);
}

/// <summary>Reads what data sets are used for, by the digests of their versions.</summary>
public sealed class DatasetUseQueries(IDbContextFactory<PortalDb> dbs)
{
    /// <summary>By the name of the data set; whatever version of it was used counts. One that nobody used is not in it.</summary>
    public async Task<IReadOnlyDictionary<string, DatasetUse>> Of(IReadOnlyCollection<string> names, AsOf asOf, CancellationToken ct)
    {
        var at = asOf.At;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var digests = await (
            from dataset in db.Datasets.IgnoreAutoIncludes().AsNoTracking()
            join version in db.DatasetVersions on dataset.Id equals version.Dataset
            where names.Contains(dataset.Name) && (at == null || version.RegisteredAt <= at)
            select new { dataset.Name, version.Digest }).ToListAsync(ct);
        List<Digest> all = [.. digests.Select(one => one.Digest).Distinct()];
        var suites = at is { } then
            ? (await db.Suites.AsNoTracking().Include(suite => suite.Rounds).Where(suite => suite.ProposedAt <= then).ToListAsync(ct))
                .Select(suite => suite.AsItStood(then)).Where(suite => suite?.Labels is not null).Select(suite => new { suite!.Code, suite.Labels!.DatasetDigest }).ToList()
            : await db.Suites.AsNoTracking().Where(suite => suite.Labels != null && all.Contains(suite.Labels.DatasetDigest))
                .Select(suite => new { suite.Code, suite.Labels!.DatasetDigest }).ToListAsync(ct);
        var trials = await (
            from run in db.EvaluationRuns.AsNoTracking()
            join version in db.Versions on run.Version equals version.Id
            join system in db.Systems on version.System equals system.Id
            where all.Contains(run.DatasetDigest) && (at == null || run.At <= at)
            group run by new { run.DatasetDigest, system.Code, version.Label } into of
            select new { of.Key.DatasetDigest, of.Key.Code, of.Key.Label, Runs = of.Count() }).ToListAsync(ct);
        return digests.GroupBy(one => one.Name).Select(one => (one.Key, Use: Use([.. one.Select(version => version.Digest)])))
            .Where(one => one.Use.Suites.Count + one.Use.Trials.Count > 0).ToDictionary(one => one.Key, one => one.Use);

        DatasetUse Use(HashSet<Digest> of) => new(
            [.. suites.Where(suite => of.Contains(suite.DatasetDigest)).Select(suite => suite.Code).Order(StringComparer.Ordinal)],
            [
                .. trials.Where(trial => of.Contains(trial.DatasetDigest)).GroupBy(trial => (trial.Code, trial.Label))
                    .Select(version => new DatasetTrial(version.Key.Code, version.Key.Label, version.Sum(trial => trial.Runs)))
                    .OrderBy(version => version.System, StringComparer.Ordinal).ThenBy(version => version.Label, StringComparer.Ordinal),
            ]);
    }
}
