using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Monitoring.Rows;
using Portal.Monitoring.Windows;
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
        var counts = await Counts(db, running.Id, reference.Features, to - Shown, to, Hour, ct);
        if (counts.Count == 0)
            return null;

        var window = 2 * counts.Values.Count(hour => hour.Rows >= DriftLevels.FewestRows) >= counts.Count ? Hour : Day;
        if (window == Day)
            counts = Days(counts);
        var moved = reference.Features.Select((feature, index) => (feature, Index: index, Psi: Psi(feature.Counts, Sum(counts.Values, index)).Psi ?? 0))
            .OrderByDescending(one => one.Psi).ThenBy(one => one.feature.Feature.Name, StringComparer.Ordinal).Take(MostLines);
        return new TrafficDrift(
            running.Id, running.Label, to - Shown, to, window,
            [.. moved.Select(one => new DriftLine(one.feature.Feature.Name, one.feature.Counts, Points(counts, one.feature.Counts, one.Index, window)))], reference.Unseen);
    }

    /// <summary>The same lines after what was frozen, up to an instant; at most as far on as it looks back.</summary>
    public async Task<IReadOnlyList<DriftLine>> Since(TrafficDrift frozen, DateTimeOffset until, CancellationToken ct)
    {
        if (await baselines.Of(frozen.Traffic, ct) is not { } bins)
            return [];

        var features = frozen.Lines.Select(line => bins.IndexOf(line.Feature)).Where(index => index >= 0).Select(index => new Counted(bins.Features[index], [])).ToList();
        var to = Floor(until, Hour);
        var from = to - Shown > frozen.To ? to - Shown : frozen.To;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var counts = await Counts(db, frozen.Traffic, features, from, to, frozen.WindowHours, ct);
        return [.. frozen.Lines.Select((line, index) => line with { Points = Points(counts, line.Reference, index, frozen.WindowHours) })];
    }

    /// <summary>What serves people; failing that the version itself, which may have a trial behind it.</summary>
    private static async Task<Named?> Running(PortalDb db, VersionId trained, CancellationToken ct)
    {
        var versions = await (
            from version in db.Versions.AsNoTracking()
            join own in db.Versions.AsNoTracking() on version.System equals own.System
            where own.Id == trained && (version.Stage == Stage.Production || version.Stage == Stage.Pilot || version.Id == trained)
            select new { version.Id, version.Label, version.Stage }).ToListAsync(ct);
        return versions.OrderByDescending(version => version.Id != trained).ThenByDescending(version => version.Stage == Stage.Production).Select(version => new Named(version.Id, version.Label)).FirstOrDefault();
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

    private static async Task<SortedDictionary<DateTimeOffset, WindowCounts>> Counts(PortalDb db, VersionId version, IReadOnlyList<Counted> features, DateTimeOffset from, DateTimeOffset to, int window, CancellationToken ct)
    {
        var found = new SortedDictionary<DateTimeOffset, WindowCounts>();
        var minutes = db.TelemetryWindows.AsNoTracking().Where(minute => minute.ModelVersion == version && minute.Minute >= from && minute.Minute < to)
            .Select(minute => new { minute.Minute, minute.Counts }).AsAsyncEnumerable();
        await foreach (var minute in minutes.WithCancellation(ct))
        {
            var start = Floor(minute.Minute, window);
            if (!found.TryGetValue(start, out var counts))
                found.Add(start, counts = new WindowCounts(features.Count));
            counts.Add(MinuteCounts.FromBytes(minute.Counts), features);
        }

        return found;
    }

    private static SortedDictionary<DateTimeOffset, WindowCounts> Days(SortedDictionary<DateTimeOffset, WindowCounts> hours)
    {
        var days = new SortedDictionary<DateTimeOffset, WindowCounts>();
        foreach (var (hour, counts) in hours)
        {
            if (!days.TryGetValue(Floor(hour, Day), out var day))
                days.Add(Floor(hour, Day), day = new WindowCounts(counts.Bins.Length));
            day.Add(counts);
        }

        return days;
    }

    private static IReadOnlyList<DriftPoint> Points(SortedDictionary<DateTimeOffset, WindowCounts> windows, IReadOnlyList<long> reference, int index, int hours) =>
        [.. windows.Select(window => Point(window.Key.AddHours(hours), Psi(reference, window.Value.Bins[index])))];

    private static DriftPoint Point(DateTimeOffset end, (double? Psi, long N) drift) => new(end, drift.N < DriftLevels.FewestRows ? null : drift.Psi, drift.N);

    private static (double? Psi, long N) Psi(IReadOnlyList<long> reference, long[]? current) => current is null ? (null, 0)
        : (PopulationStability.Of([.. reference], current) is { } psi ? Math.Max(0, psi.BiasCorrected) : null, current.Sum());

    private static long[]? Sum(IEnumerable<WindowCounts> windows, int index) =>
        windows.Select(window => window.Bins[index]).OfType<long[]>().Aggregate((long[]?)null, Added);

    private static long[] Added(long[]? sum, long[] more) => sum is null ? more : [.. sum.Zip(more, (one, other) => one + other)];

    private static DateTimeOffset Floor(DateTimeOffset at, int hours) => new(at.UtcTicks - (at.UtcTicks % (hours * TimeSpan.TicksPerHour)), TimeSpan.Zero);

    private sealed record Named(VersionId Id, string Label);

    private sealed record Counted(WatchedFeature Feature, IReadOnlyList<long> Counts);

    private sealed record Referred(IReadOnlyList<Counted> Features, IReadOnlyList<string> Unseen);

    /// <summary>The counts of one window, by feature; null where none of its rows had any.</summary>
    private sealed class WindowCounts(int features)
    {
        public long[]?[] Bins { get; } = new long[]?[features];

        public long Rows { get; private set; }

        public void Add(MinuteCounts minute, IReadOnlyList<Counted> features)
        {
            Rows += minute.Rows;
            for (var index = 0; index < features.Count; index++)
            {
                if (minute.Features.TryGetValue(features[index].Feature.Name, out var counts))
                    Bins[index] = Added(Bins[index], features[index].Feature.Bins.Deciles(counts.Counts));
            }
        }

        public void Add(WindowCounts other)
        {
            Rows += other.Rows;
            for (var index = 0; index < Bins.Length; index++)
            {
                if (other.Bins[index] is { } counts)
                    Bins[index] = Added(Bins[index], counts);
            }
        }
    }
}
