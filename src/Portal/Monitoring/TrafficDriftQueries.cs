using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Monitoring.Alerts;
using Portal.Monitoring.Rows;
using Portal.Shared;
using Portal.Statistics.Drift;

namespace Portal.Monitoring;

/// <summary>Holds what a version was trained on against the traffic of what runs, from stored counts.</summary>
public sealed class TrafficDriftQueries(IDbContextFactory<PortalDb> dbs, Baselines baselines, BlobStore blobs)
{
    /// <summary>How far back it looks, and at most how far on.</summary>
    public static readonly TimeSpan Shown = TimeSpan.FromDays(7);

    /// <summary>So many features are kept, those that had moved most; any of them may move later.</summary>
    public const int MostLines = 20;

    private const int Hour = 1;
    private const int Day = 24;

    /// <summary>The windows that ended before an instant; null where the version has no baseline, or nothing runs that it could be held against.</summary>
    public async Task<TrafficDrift?> Until(VersionId trained, DateTimeOffset until, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await Running(db, trained, ct) is not { } running || await baselines.Of(running.Id, ct) is not { } bins)
            return null;
        if (await Reference(db, trained, bins, ct) is not { Features.Count: > 0 } reference)
            return null;

        var to = Floor(until, Hour);
        var windows = await Windows(db, running.Id, to - Shown, to, Hour, ct);
        if (windows.Count == 0)
            return null;

        var length = 2 * windows.Values.Count(hour => hour.Rows >= DriftLevels.FewestRows) >= windows.Count ? Hour : Day;
        if (length == Day)
            windows = await Windows(db, running.Id, to - Shown, to, Day, ct);
        var all = Sum(windows.Values);
        var moved = reference.Features.OrderByDescending(one => Psi(one.Feature, one.Counts, all).Psi ?? 0).ThenBy(one => one.Feature.Name, StringComparer.Ordinal).Take(MostLines);
        return new TrafficDrift(
            running.Id, running.Label, to - Shown, to, length,
            [.. moved.Select(one => new DriftLine(one.Feature.Name, one.Counts, Points(windows, one.Feature, one.Counts, length)))], reference.Unseen);
    }

    /// <summary>The same lines after what was frozen, up to an instant; at most as far on as it looks back.</summary>
    public async Task<IReadOnlyList<DriftLine>> Since(TrafficDrift frozen, DateTimeOffset until, CancellationToken ct)
    {
        if (await baselines.Of(frozen.Traffic, ct) is not { } bins)
            return [];

        var to = Floor(until, Hour);
        var from = to - Shown > frozen.To ? to - Shown : frozen.To;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var windows = await Windows(db, frozen.Traffic, from, to, frozen.WindowHours, ct);
        return
        [
            .. from line in frozen.Lines
               let index = bins.IndexOf(line.Feature)
               where index >= 0
               select line with { Points = Points(windows, bins.Features[index], line.Reference, frozen.WindowHours) },
        ];
    }

    /// <summary>What serves people; failing that the version itself, which may have a trial behind it.</summary>
    private static async Task<Named?> Running(PortalDb db, VersionId trained, CancellationToken ct)
    {
        var versions = await (
            from version in db.Versions.AsNoTracking()
            join own in db.Versions.AsNoTracking() on version.System equals own.System
            where own.Id == trained && (version.Stage == Stage.Production || version.Stage == Stage.Pilot || version.Id == trained)
            select new { version.Id, version.Label, version.Stage }).ToListAsync(ct);
        return versions.OrderByDescending(version => version.Id != trained).ThenByDescending(version => version.Stage == Stage.Production).ThenByDescending(version => version.Label, StringComparer.Ordinal).Select(version => new Named(version.Id, version.Label)).FirstOrDefault();
    }

    /// <summary>The rows of the version's evaluation, counted into the bins of what runs.</summary>
    private async Task<Referred?> Reference(PortalDb db, VersionId trained, FrozenBaseline bins, CancellationToken ct)
    {
        if (bins.Version == trained)
            return new Referred([.. bins.Features.Select(feature => new Counted(feature, feature.Reference))], []);
        if (await db.Baselines.AsNoTracking().Where(baseline => baseline.ModelVersion == trained).Select(baseline => (Digest?)baseline.Rows).SingleOrDefaultAsync(ct) is not { } stored)
            return null;

        await using var stream = blobs.Open(stored);
        var rows = await FeatureTable.Read(stream, ct);
        List<Counted> features = [];
        foreach (var feature in bins.Features)
        {
            if (rows.Find(feature.Name) is not { } column || column is { HasNumbers: false, HasTexts: false })
                continue;
            var counts = feature.Bins.NewCounts();
            column.Count(0..rows.Rows, feature.Bins, counts);
            features.Add(new Counted(feature, feature.Bins.Deciles(counts.Counts)));
        }

        return new Referred(features, [.. rows.Columns.Where(column => !rows.IsOutput(column) && bins.IndexOf(column.Name) < 0).Select(column => column.Name).Order(StringComparer.Ordinal)]);
    }

    /// <summary>By their beginning, in the order of time.</summary>
    private static async Task<SortedDictionary<DateTimeOffset, HourCounts>> Windows(PortalDb db, VersionId version, DateTimeOffset from, DateTimeOffset to, int window, CancellationToken ct)
    {
        var windows = new SortedDictionary<DateTimeOffset, HourCounts>();
        foreach (var (hour, counts) in await StoredHours.Read(db, version, from, to, ct))
        {
            var start = Floor(hour, window);
            if (!windows.TryGetValue(start, out var sum))
                windows.Add(start, sum = new HourCounts());
            sum.Add(counts);
        }

        return windows;
    }

    private static IReadOnlyList<DriftPoint> Points(SortedDictionary<DateTimeOffset, HourCounts> windows, WatchedFeature feature, IReadOnlyList<long> reference, int hours) =>
        [.. windows.Select(window => Point(window.Key.AddHours(hours), Psi(feature, reference, window.Value)))];

    private static DriftPoint Point(DateTimeOffset end, (double? Psi, long N) drift) => new(end, drift.N < DriftLevels.FewestRows ? null : drift.Psi, drift.N);

    private static (double? Psi, long N) Psi(WatchedFeature feature, IReadOnlyList<long> reference, HourCounts window) => window.Features.TryGetValue(feature.Name, out var counts)
        ? (PopulationStability.Of([.. reference], feature.Bins.Deciles(counts.Counts)) is { } psi ? Math.Max(0, psi.BiasCorrected) : null, counts.N)
        : (null, 0);

    private static HourCounts Sum(IEnumerable<HourCounts> windows)
    {
        var sum = new HourCounts();
        foreach (var window in windows)
            sum.Add(window);
        return sum;
    }

    private static DateTimeOffset Floor(DateTimeOffset at, int hours) => new(at.UtcTicks - (at.UtcTicks % (hours * TimeSpan.TicksPerHour)), TimeSpan.Zero);

    private sealed record Named(VersionId Id, string Label);

    private sealed record Counted(WatchedFeature Feature, IReadOnlyList<long> Counts);

    private sealed record Referred(IReadOnlyList<Counted> Features, IReadOnlyList<string> Unseen);
}
