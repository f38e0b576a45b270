using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Policies;
using Portal.Shared;

namespace Portal.Evaluation;

/// <summary>Two versions of a system on the same data where there are such, and beside them all others that have figures.</summary>
public sealed record FiguresBeside(VersionFigures Before, VersionFigures After, IReadOnlyList<VersionFigures> All);

/// <summary>Reads which figures of versions count.</summary>
public sealed class StandingQueries(IDbContextFactory<PortalDb> dbs)
{
    /// <summary>More versions than a picture can tell apart are not in it: the newest that were evaluated are.</summary>
    public const int MostVersions = 40;

    private const int MostRuns = 20;

    /// <summary>The figures of all of a system's versions that have runs, newest first, as two of them are compared.</summary>
    public async Task<FiguresBeside> Beside(SystemId system, VersionId before, VersionId after, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var versions = await db.Versions.AsNoTracking().Where(version => version.System == system && (version.Id == before || version.Id == after || db.EvaluationRuns.Any(run => run.Version == version.Id)))
            .OrderByDescending(version => version.Id == before || version.Id == after).ThenByDescending(version => version.DeclaredAt).ThenByDescending(version => version.Id)
            .Select(version => new { version.Id, version.Label, version.Stage }).Take(MostVersions).ToListAsync(ct);
        var runs = await Runs(db, [.. versions.Select(version => version.Id)], ct);
        var shared = runs[after].LastOrDefault(one => one.Run.Kind == EvaluationKind.HoldOut).Run?.DatasetDigest;
        var figures = versions.ToDictionary(version => version.Id, version => new VersionFigures(version.Id, version.Label, version.Stage, VersionFigures.Standing(OnSame(runs[version.Id], shared))));
        return new FiguresBeside(figures[before], figures[after], [.. versions.Select(version => figures[version.Id])]);
    }

    // A version that was tried on the data of the other one is compared by that run, though a later one on other data may count at the gate.
    private static IReadOnlyList<(StandingRun Run, RunEvidence Evidence)> OnSame(IEnumerable<(StandingRun Run, RunEvidence Evidence)> runs, Digest? shared)
    {
        List<(StandingRun Run, RunEvidence Evidence)> all = [.. runs];
        return all.Exists(one => IsOnSame(one.Run, shared)) ? [.. all.Where(one => one.Run.Kind != EvaluationKind.HoldOut || IsOnSame(one.Run, shared))] : all;
    }

    private static bool IsOnSame(StandingRun run, Digest? shared) => run.Kind == EvaluationKind.HoldOut && run.DatasetDigest == shared;

    private static async Task<ILookup<VersionId, (StandingRun Run, RunEvidence Evidence)>> Runs(PortalDb db, IReadOnlyList<VersionId> versions, CancellationToken ct)
    {
        // What a run keeps is long: of each version only its latest are read.
        var named = await db.EvaluationRuns.AsNoTracking().Where(run => versions.Contains(run.Version)).Select(run => new { run.Id, run.Version, run.Ordinal }).ToListAsync(ct);
        List<RunId> latest = [.. named.GroupBy(run => run.Version).SelectMany(of => of.OrderByDescending(run => run.Ordinal).Take(MostRuns)).Select(run => run.Id)];
        var runs = await db.EvaluationRuns.AsNoTracking().Where(run => latest.Contains(run.Id)).OrderBy(run => run.Ordinal).ToListAsync(ct);
        return runs.ToLookup(
            run => run.Version,
            run => (new StandingRun(run.Ordinal, run.Kind, run.Origin, run.Dataset, run.DatasetDigest, run.At), EvidenceHistory.Evidence(run)));
    }
}
