using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Monitoring.Labels;

/// <summary>Counts cohorts that have changed, afresh from their rows, so that nothing counts twice; and lets go of rows that no label is waited for any more.</summary>
public sealed class CountQuality(IDbContextFactory<PortalDb> dbs, Baselines baselines, TimeProvider time)
{
    /// <summary>A day that goes on changing is counted again after this.</summary>
    public static readonly TimeSpan Again = TimeSpan.FromMinutes(1);

    /// <summary>So many rows of a system are kept; beyond it half of the ids go, by their hash.</summary>
    public const int MostRows = 5_000_000;

    private const int DaysAtOnce = 50;
    private const int Slices = 64;
    private const long KeysOfSlice = 1L << 58;

    /// <summary>The versions of which a cohort was counted.</summary>
    public async Task<IReadOnlySet<VersionId>> Turn(CancellationToken ct)
    {
        HashSet<VersionId> counted = [];
        foreach (var (version, day) in await Stale(ct))
        {
            if ((await dbs.WriteAsync<bool>(db => Count(db, version, day, ct), ct)).Value)
                counted.Add(version);
        }

        return counted;
    }

    /// <summary>Rows past their day, labels that never met a prediction, and half of what is too much.</summary>
    public async Task Forget(int most, CancellationToken ct)
    {
        var today = JoinLabels.DayOf(time.GetUtcNow());
        await dbs.WriteAsync<Done>(async db =>
        {
            await db.JoinRows.Where(row => row.Until < today).ExecuteDeleteAsync(ct);
            await Lose(db, today, ct);
            return new Done();
        }, ct);
        await Halve(most, ct);
    }

    /// <summary>
    /// Where a system has more rows than are kept of one, half of the ids go: at once for what comes, and in slices for what is there, so that
    /// nobody who decides waits for it. What a kill leaves of them goes with the next half.
    /// </summary>
    public async Task Halve(int most, CancellationToken ct)
    {
        foreach (var (source, kept) in (await dbs.WriteAsync(db => Halve(db, most, ct), ct)).Value)
        {
            for (var slice = 0; slice < Slices; slice++)
            {
                var from = long.MinValue + (slice * KeysOfSlice);
                var to = from + (KeysOfSlice - 1);
                await dbs.WriteAsync<int>(async db => await db.JoinRows
                    .Where(row => row.Source == source && row.Key >= from && row.Key <= to && (row.Key & (JoinSource.Whole - 1)) >= kept).ExecuteDeleteAsync(ct), ct);
            }
        }
    }

    private async Task<IReadOnlyList<(VersionId, DateOnly)>> Stale(CancellationToken ct)
    {
        var before = time.GetUtcNow() - Again;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var stale = await db.QualityDays.AsNoTracking().Where(day => day.IsStale && day.CountedAt <= before).OrderBy(day => day.Day).Take(DaysAtOnce).Select(day => new { day.ModelVersion, day.Day }).ToListAsync(ct);
        return [.. stale.Select(day => (day.ModelVersion, day.Day))];
    }

    private async Task<Result<bool>> Count(PortalDb db, VersionId version, DateOnly day, CancellationToken ct)
    {
        var row = await db.QualityDays.SingleAsync(one => one.ModelVersion == version && one.Day == day, ct);
        if (!row.IsStale || await db.JoinSources.AsNoTracking().SingleOrDefaultAsync(source => source.ModelVersion == version, ct) is not { } source)
            return false;

        var number = day.DayNumber;
        var rows = db.JoinRows.AsNoTracking().Where(one => one.Source == source.Id && one.Day == number);
        var total = await rows.LongCountAsync(ct);

        // The rows of a day whose horizon is over are gone; what was counted stays.
        if (total == 0 && row.Count.Rows > 0)
            row.Set(row.Count, time.GetUtcNow());
        else
            row.Set(await Counted(rows, total, (await baselines.Of(version, ct))?.PredictsNumbers == true, ct), time.GetUtcNow());
        return true;
    }

    private static async Task<QualityCount> Counted(IQueryable<JoinRow> rows, long total, bool isNumber, CancellationToken ct)
    {
        var labelled = rows.Where(row => row.Label != null);
        if (isNumber)
        {
            var errors = ErrorSums.None;
            await foreach (var row in labelled.Select(row => new { row.Prediction, row.Label }).AsAsyncEnumerable().WithCancellation(ct))
            {
                errors += ErrorSums.Between(row.Prediction, row.Label);
            }

            return new QualityCount(total, errors.N, [], [], errors);
        }

        var cells = await labelled.GroupBy(row => new { row.Prediction, row.Label, row.Segment, row.Group })
            .Select(same => new { same.Key.Prediction, same.Key.Label, same.Key.Segment, same.Key.Group, N = same.LongCount() }).ToListAsync(ct);
        var bands = await labelled.Where(row => row.Band >= 0).GroupBy(row => new { row.Band, row.Label }).Select(same => new { same.Key.Band, same.Key.Label, N = same.LongCount() }).ToListAsync(ct);
        return new QualityCount(
            total, cells.Sum(cell => cell.N),
            [.. cells.Select(cell => new QualityCell(cell.Prediction, cell.Label ?? "", cell.Segment, cell.Group, cell.N)).OrderBy(cell => cell.Prediction, StringComparer.Ordinal).ThenBy(cell => cell.Label, StringComparer.Ordinal).ThenBy(cell => cell.Segment, StringComparer.Ordinal).ThenBy(cell => cell.Group, StringComparer.Ordinal)],
            [.. bands.Select(band => new LabelBand(band.Band, band.Label ?? "", band.N)).OrderBy(band => band.Band).ThenBy(band => band.Label, StringComparer.Ordinal)], null);
    }

    private static async Task Lose(PortalDb db, int today, CancellationToken ct)
    {
        var oldest = today - JoinLabels.BatchHorizon;
        var lost = await db.WaitingLabels.Where(label => label.Day < oldest).GroupBy(label => label.System).Select(labels => new { System = labels.Key, Count = labels.Count() }).ToListAsync(ct);
        foreach (var system in lost)
        {
            var known = await db.LostLabels.SingleOrDefaultAsync(row => row.System == system.System, ct);
            if (known is null)
                db.LostLabels.Add(known = new LostLabels(system.System));
            known.Add(system.Count);
        }

        await db.WaitingLabels.Where(label => label.Day < oldest).ExecuteDeleteAsync(ct);
    }

    private static async Task<Result<List<(int Source, int Kept)>>> Halve(PortalDb db, int most, CancellationToken ct)
    {
        List<(int, int)> halved = [];
        foreach (var system in (await db.JoinSources.ToListAsync(ct)).GroupBy(source => source.System))
        {
            var ids = system.Select(source => source.Id).ToList();
            if (await db.JoinRows.CountAsync(row => ids.Contains(row.Source), ct) <= most)
                continue;

            foreach (var source in system)
            {
                source.Halve();
                halved.Add((source.Id, source.Kept));
            }

            var versions = system.Select(source => source.ModelVersion).ToList();
            await db.QualityDays.Where(day => versions.Contains(day.ModelVersion)).ExecuteUpdateAsync(set => set.SetProperty(day => day.IsStale, true), ct);
        }

        return halved;
    }
}
