using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Monitoring.Alerts;
using Portal.Monitoring.Labels;
using Portal.Monitoring.Series;
using Portal.Monitoring.Windows;
using Portal.Policies;
using Portal.Shared;

namespace Portal.Monitoring.Views;

/// <summary>
/// Reads all that a page draws of a version: what is recent from the series in memory, what is older from the stored windows. An open page then
/// takes the recent part again from memory alone.
/// </summary>
public sealed class SystemViewQueries(IDbContextFactory<PortalDb> dbs, Baselines baselines, SeriesStore store, QualityQueries quality, TimeProvider time)
{
    /// <summary>Labels come late and by days: fewer say nothing.</summary>
    private const int FewestQualityDays = 30;

    /// <summary>More days of quality are shown as months.</summary>
    private const int MostQualityDays = 120;

    public async Task<SystemView> Of(WatchedVersion version, Stretch stretch, CancellationToken ct)
    {
        var baseline = await baselines.Of(version.Id, ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var (windows, cells) = await Stored(db, version.Id, baseline, stretch, ct);
        var known = await Beside(db, version, baseline, stretch, ct);
        return Live(new SystemView(version, stretch, baseline, windows, cells, known));
    }

    /// <summary>The same view as it is now, from memory: rows that came since are in it.</summary>
    public SystemView Live(SystemView view)
    {
        if (!view.Stretch.IsLive || store.Of(view.Version.Id) is not { } series)
            return view;

        var stretch = view.Stretch.At(time.GetUtcNow());
        var (windowsFrom, cellsFrom) = RecentFrom(stretch);
        var windows = view.Windows.Where(window => window.Key >= stretch.From && window.Key < windowsFrom).ToDictionary();
        foreach (var (start, counts) in series.MeasuresFrom(windowsFrom > stretch.From ? windowsFrom : stretch.From))
            Sum(windows, Stretch.Floor(start, stretch.Step)).Merge(counts);

        var first = Stretch.Floor(stretch.From, stretch.Cell);
        var cells = view.Cells.Where(cell => cell.Key >= first && cell.Key < cellsFrom).ToDictionary();
        if (ReferenceEquals(series.Baseline, view.Baseline) && view.Baseline is not null)
        {
            foreach (var (start, sums) in series.SumsBy(stretch.Cell, cellsFrom > first ? cellsFrom : first))
                cells[start] = sums;
        }

        return new SystemView(view.Version, stretch, view.Baseline, windows, cells, view.Known);
    }

    /// <summary>Quality alone, with the levels by which it is judged.</summary>
    public async Task<(QualityView Quality, AlertLevels Levels)> QualityOf(WatchedVersion version, DateOnly from, DateOnly to, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return (await quality.Of(version, from, to, to.DayNumber - from.DayNumber > MostQualityDays, ct), (await db.PolicyInForce(ct)).Alerts);
    }

    /// <summary>From where on memory holds whole steps, and whole cells.</summary>
    private (DateTimeOffset Windows, DateTimeOffset Cells) RecentFrom(Stretch stretch)
    {
        var now = time.GetUtcNow();
        return (After(now - VersionSeries.Recent, stretch.Step), After(now - SeriesStore.Shown - VersionSeries.Hour, stretch.Cell));
    }

    private static DateTimeOffset After(DateTimeOffset at, TimeSpan step) => Stretch.Floor(at, step) + step;

    private async Task<(Dictionary<DateTimeOffset, MinuteCounts> Windows, Dictionary<DateTimeOffset, FeatureSum[]> Cells)> Stored(
        PortalDb db, VersionId version, FrozenBaseline? baseline, Stretch stretch, CancellationToken ct)
    {
        var isRecent = stretch.IsLive && store.Of(version) is { } series && ReferenceEquals(series.Baseline, baseline);
        var (windowsTo, cellsTo) = isRecent ? RecentFrom(stretch) : (DateTimeOffset.MaxValue, DateTimeOffset.MaxValue);
        Dictionary<DateTimeOffset, MinuteCounts> windows = [];
        Dictionary<DateTimeOffset, FeatureSum[]> cells = [];
        var to = Earlier(stretch.To, Later(windowsTo, cellsTo));
        if (to <= stretch.From)
            return (windows, cells);

        await foreach (var (start, counts) in CountedWindows.Between(db, version, stretch.From, to, ct))
        {
            if (start < windowsTo)
                Sum(windows, Stretch.Floor(start, stretch.Step)).Merge(counts.WithoutFeatures());
            if (start < cellsTo && baseline is not null)
                Add(cells, Stretch.Floor(start, stretch.Cell), baseline, counts);
        }

        return (windows, cells);
    }

    private static void Add(Dictionary<DateTimeOffset, FeatureSum[]> cells, DateTimeOffset start, FrozenBaseline baseline, MinuteCounts counts)
    {
        if (!cells.TryGetValue(start, out var sums))
            cells.Add(start, sums = [.. baseline.Features.Select((feature, index) => new FeatureSum(feature, index))]);
        for (var index = 0; index < sums.Length; index++)
        {
            if (counts.Features.TryGetValue(baseline.Features[index].Name, out var bins))
                sums[index].Add(bins);
        }
    }

    private static MinuteCounts Sum(Dictionary<DateTimeOffset, MinuteCounts> windows, DateTimeOffset start)
    {
        if (!windows.TryGetValue(start, out var sum))
            windows.Add(start, sum = new MinuteCounts());
        return sum;
    }

    private async Task<KnownBeside> Beside(PortalDb db, WatchedVersion version, FrozenBaseline? baseline, Stretch stretch, CancellationToken ct)
    {
        var (first, last) = (DateOnly.FromDateTime(stretch.From.UtcDateTime), DateOnly.FromDateTime(stretch.To.UtcDateTime));
        if (last.DayNumber - first.DayNumber < FewestQualityDays)
            first = last.AddDays(-FewestQualityDays);
        var policy = await db.PolicyInForce(ct);
        var declared = await db.Versions.AsNoTracking().Where(row => row.Id == version.Id).Select(row => row.Provenance).SingleAsync(ct);
        return new KnownBeside(
            policy.Alerts, policy.Budgets,
            await quality.Of(version, first, last, last.DayNumber - first.DayNumber > MostQualityDays, ct), first,
            await SpendView.Read(db, version.SystemId, version.System, last, time.GetUtcNow(), ct),
            await Shares(db, version.SystemId, stretch, ct),
            await ViewMarks.Read(db, version, stretch.From, stretch.To, ct),
            version.Tier is { } tier ? policy.Of(tier).NoDataDays : null,
            baseline is not null && stretch.IsLive ? await SeasonOf(db, version, baseline, ct) : null,
            declared.TrainingData.Max(data => data.To))
        {
            IndexedOn = declared.KnowledgeBase?.IndexedOn,
        };
    }

    /// <summary>Of what was stored, without reading what was counted.</summary>
    private static async Task<IReadOnlyList<VersionShare>> Shares(PortalDb db, SystemId system, Stretch stretch, CancellationToken ct)
    {
        var labels = await db.Versions.AsNoTracking().Where(version => version.System == system).Select(version => new { version.Id, version.Label }).ToDictionaryAsync(version => version.Id, version => version.Label, ct);
        var ids = labels.Keys.ToList();
        var (from, to, first, last) = (stretch.From, stretch.To, DateOnly.FromDateTime(stretch.From.UtcDateTime), DateOnly.FromDateTime(stretch.To.UtcDateTime));
        var windows = await db.TelemetryWindows.AsNoTracking().Where(window => ids.Contains(window.ModelVersion) && window.Minute >= from && window.Minute <= to && window.Rows > 0)
            .Select(window => new { window.ModelVersion, window.Minute, window.Rows }).ToListAsync(ct);

        // A day counts all its rows; here only those whose windows are gone.
        var days = await db.TelemetryDays.AsNoTracking().Where(day => ids.Contains(day.ModelVersion) && day.Counts != null && day.Day >= first && day.Day <= last && day.Rows > 0)
            .Select(day => new { day.ModelVersion, day.Day, day.Rows }).ToListAsync(ct);
        return
        [
            .. windows.Select(window => (window.ModelVersion, At: window.Minute, window.Rows))
                .Concat(days.Where(day => !windows.Any(window => window.ModelVersion == day.ModelVersion && DateOnly.FromDateTime(window.Minute.UtcDateTime) == day.Day))
                    .Select(day => (day.ModelVersion, At: new DateTimeOffset(day.Day, TimeOnly.MinValue, TimeSpan.Zero), day.Rows)))
                .GroupBy(row => row.ModelVersion)
                .Select(rows => new VersionShare(rows.Key, labels[rows.Key], rows.GroupBy(row => Stretch.Floor(row.At, stretch.Step)).ToDictionary(step => step.Key, step => step.Sum(row => row.Rows))))
                .OrderByDescending(share => share.Rows.Values.Sum()),
        ];
    }

    /// <summary>Whole hours, as those of the weeks before are kept.</summary>
    private async Task<SeasonWord?> SeasonOf(PortalDb db, WatchedVersion version, FrozenBaseline baseline, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (store.Of(version.Id)?.HourAt(now, version.Levels).Worst is not { Level: >= DriftLevel.Warning } worst)
            return null;

        var (from, to) = (StoredHours.Floor(now) - StoredHours.Hour, StoredHours.Floor(now) + StoredHours.Hour);
        var feature = baseline.Features[baseline.IndexOf(worst.Name)];
        var counts = feature.Bins.NewCounts();
        foreach (var hour in (await StoredHours.Read(db, version.Id, from, to, ct)).Values)
        {
            if (hour.Features.TryGetValue(feature.Name, out var bins))
                counts.Merge(bins);
        }

        var psi = await Season.Psi(db, version.Id, feature, counts, from, to, ct);
        return new SeasonWord(worst.Name, psi, psi is { } value ? value < version.Levels.Warning : null);
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
