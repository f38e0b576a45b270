using Microsoft.EntityFrameworkCore;
using Portal.Data;

namespace Portal.Monitoring.Labels;

/// <summary>A day or a month by the time of the predictions.</summary>
/// <param name="From">Its first day.</param>
/// <param name="To">Its last.</param>
/// <param name="Count">What came of it so far.</param>
/// <param name="IsMature">No label of it is waited for any more, or nearly all are there.</param>
/// <param name="Figures">What that says.</param>
/// <param name="Change">In percent of the baseline, at the kinder end of the interval; below 0 is worse.</param>
public sealed record Cohort(DateOnly From, DateOnly To, QualityCount Count, bool IsMature, QualityFigures Figures, double? Change)
{
    /// <summary>With so many of its labels a cohort says what it will say.</summary>
    public const double Nearly = 0.9;

    public double? Coverage => Count.Rows == 0 ? null : (double)Count.Labelled / Count.Rows;
}

/// <param name="Baseline">What it is held against; absent while the version has none.</param>
/// <param name="Cohorts">In the order of time.</param>
/// <param name="KeptShare">Of all ids so many are kept, by their hash.</param>
/// <param name="Waiting">Labels of the system that wait for their prediction.</param>
/// <param name="Lost">Labels of the system that never found one.</param>
public sealed record QualityView(QualityFigures? Baseline, IReadOnlyList<Cohort> Cohorts, double KeptShare, long Waiting, long Lost);

/// <summary>Reads quality by cohort.</summary>
public sealed class QualityQueries(IDbContextFactory<PortalDb> dbs, QualityBaselines baselines, TimeProvider time)
{
    public async Task<QualityView> Of(WatchedVersion version, DateOnly from, DateOnly to, bool byMonth, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var days = await db.QualityDays.AsNoTracking().Where(day => day.ModelVersion == version.Id && day.Day >= from && day.Day <= to).OrderBy(day => day.Day).ToListAsync(ct);
        var kept = await db.JoinSources.AsNoTracking().Where(source => source.ModelVersion == version.Id).Select(source => (int?)source.Kept).SingleOrDefaultAsync(ct) ?? JoinSource.Whole;
        var baseline = await baselines.Of(version.Id, ct);
        var today = JoinLabels.DayOf(time.GetUtcNow());
        var cohorts = byMonth ? days.GroupBy(day => new DateOnly(day.Day.Year, day.Day.Month, 1)).Select(month => Of([.. month], baseline, today)) : days.Select(day => Of([day], baseline, today));
        return new QualityView(
            baseline is null ? null : QualityFigures.Of(baseline.Count, baseline.Positive), [.. cohorts], (double)kept / JoinSource.Whole,
            await db.WaitingLabels.LongCountAsync(label => label.System == version.SystemId, ct),
            await db.LostLabels.AsNoTracking().Where(lost => lost.System == version.SystemId).Select(lost => lost.Count).SingleOrDefaultAsync(ct));
    }

    /// <summary>Pure.</summary>
    internal static Cohort Of(IReadOnlyList<QualityDay> days, QualityBaseline? baseline, int today)
    {
        var count = QualityCount.Sum(days.Select(day => day.Count));
        var figures = QualityFigures.Of(count, baseline?.Positive);
        return new Cohort(
            days[0].Day, days[^1].Day, count, days.All(day => day.Until < today) || count.Labelled >= Cohort.Nearly * count.Rows, figures,
            baseline is null ? null : figures.ChangeFrom(QualityFigures.Of(baseline.Count, baseline.Positive)));
    }
}
