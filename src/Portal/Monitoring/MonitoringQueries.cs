using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.ModelRegistry;
using Portal.Monitoring.Alerts;
using Portal.Policies;
using Portal.Register;
using Portal.Shared;
using Portal.Statistics.Alerts;

namespace Portal.Monitoring;

/// <summary>A version of a system as monitoring names it.</summary>
public sealed record WatchedVersion(
    SystemId SystemId, string System, string SystemName, RiskTier? Tier, VersionId Id, string Label, Stage? Stage, DateTimeOffset? BaselineMadeAt, DriftLevels Levels)
{
    /// <summary>As the system's entry names it; empty where it names none.</summary>
    public string Department { get; init; } = "";
}

/// <summary>A version on the wall: what is known of its last hour.</summary>
/// <param name="Version">Which one.</param>
/// <param name="State">What is to be said of it first.</param>
/// <param name="Hour">Its last hour; absent when it never sent.</param>
/// <param name="LastRowAt">By the time of the event.</param>
/// <param name="Alerts">The open ones, the gravest first.</param>
public sealed record WallLine(WatchedVersion Version, WatchState State, HourState? Hour, DateTimeOffset? LastRowAt, IReadOnlyList<AlertLine> Alerts)
{
    /// <summary>Open ones that are left alone for a time.</summary>
    public int Snoozed { get; init; }
}

/// <summary>When a version's baseline was frozen, and when it sent last, if that was within the last day.</summary>
public sealed record SeenVersion(DateTimeOffset? BaselineMadeAt, DateTimeOffset? LastRowAt);

/// <summary>In the order in which the wall shows them: first what nobody watches.</summary>
public enum WatchState
{
    NoBaseline = 1,
    NoTelemetry,
    Serious,
    Warning,
    TooFewRows,
    Silent,
    Calm,
}

/// <summary>Reads what is watched. Names come from the database, figures from the series in memory.</summary>
public sealed class MonitoringQueries(IDbContextFactory<PortalDb> dbs, SeriesStore series, AlertQueries alerts, TimeProvider time)
{
    /// <summary>Every version in production, and every other one that sent rows in the last day.</summary>
    public async Task<IReadOnlyList<WallLine>> Wall(CancellationToken ct)
    {
        var sending = series.All.Select(line => line.Version).ToList();
        await using var db = await dbs.CreateDbContextAsync(ct);
        var versions = await Named(db, db.Versions.Where(version => version.Stage == Stage.Production || sending.Contains(version.Id)), ct);
        return [.. (await Lines(versions, ct))
            .OrderBy(line => line.State)
            .ThenByDescending(line => line.Hour?.Worst?.Point.Value)
            .ThenBy(line => line.Version.System, StringComparer.Ordinal).ThenBy(line => line.Version.Label, StringComparer.Ordinal)];
    }

    /// <summary>
    /// The version of a system that a page shows: the one named, else the one in production, else the one that sent last, else
    /// the newest. Null when there is no such system or version.
    /// </summary>
    public async Task<WatchedVersion?> Version(string system, string? label, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var ids = await db.Systems.Where(entry => entry.Code == system).Select(entry => entry.Id).ToListAsync(ct);
        if (ids is not [var id])
            return null;

        var versions = await Named(db, db.Versions.Where(version => version.System == id && (label == null || version.Label == label)), ct);
        return versions.OrderByDescending(version => version.Stage == Stage.Production)
            .ThenByDescending(version => series.Of(version.Id)?.LastRowAt)
            .ThenByDescending(version => version.Id.Value)
            .FirstOrDefault();
    }

    /// <summary>The lines between two instants, from memory for the last day, else from what is stored.</summary>
    public async Task<VersionSeries> Series(VersionId version, DateTimeOffset from, DateTimeOffset to, CancellationToken ct) =>
        from >= time.GetUtcNow() - SeriesStore.Shown && series.Of(version) is { } recent ? recent : await series.Read(version, from, to, ct);

    /// <summary>The versions in production of these systems, what nobody watches first.</summary>
    public async Task<IReadOnlyList<WallLine>> InProduction(IReadOnlyCollection<SystemId> systems, CancellationToken ct)
    {
        if (systems.Count == 0)
            return [];

        await using var db = await dbs.CreateDbContextAsync(ct);
        var versions = await Named(db, db.Versions.Where(version => version.Stage == Stage.Production && systems.Contains(version.System)), ct);
        return [.. (await Lines(versions, ct)).OrderBy(line => line.State).ThenBy(line => line.Version.System, StringComparer.Ordinal).ThenBy(line => line.Version.Label, StringComparer.Ordinal)];
    }

    /// <summary>The versions that were in production at an instant, and every other one that had sent within a day before, each in the stage of then.</summary>
    public async Task<IReadOnlyList<WatchedVersion>> Stood(DateTimeOffset at, CancellationToken ct)
    {
        var (first, last) = (DateOnly.FromDateTime(at.AddDays(-1).UtcDateTime), DateOnly.FromDateTime(at.UtcDateTime));
        await using var db = await dbs.CreateDbContextAsync(ct);
        var stages = await db.Set<StageSpan>().AsNoTracking().Where(span => span.ValidFrom <= at && (span.ValidTo == null || span.ValidTo > at))
            .Select(span => new { span.Version, span.Stage }).ToDictionaryAsync(span => span.Version, span => span.Stage, ct);
        var sent = await db.TelemetryDays.AsNoTracking().Where(day => day.Day >= first && day.Day <= last).Select(day => day.ModelVersion).Distinct().ToListAsync(ct);
        var ids = stages.Where(stage => stage.Value == Stage.Production).Select(stage => stage.Key).Union(sent).ToList();
        return [.. (await Named(db, db.Versions.Where(version => ids.Contains(version.Id) && version.DeclaredAt <= at), ct)).Select(version => version with
        {
            Stage = stages.TryGetValue(version.Id, out var stage) ? stage : null,
            BaselineMadeAt = version.BaselineMadeAt <= at ? version.BaselineMadeAt : null,
        })];
    }

    /// <summary>Whether these versions can be watched, and whether anything came of them.</summary>
    public async Task<IReadOnlyDictionary<VersionId, SeenVersion>> Seen(IReadOnlyCollection<VersionId> versions, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var made = await db.Baselines.AsNoTracking().Where(baseline => versions.Contains(baseline.ModelVersion))
            .Select(baseline => new { baseline.ModelVersion, baseline.MadeAt }).ToDictionaryAsync(baseline => baseline.ModelVersion, baseline => baseline.MadeAt, ct);
        return versions.Distinct().ToDictionary(version => version, version => new SeenVersion(made.TryGetValue(version, out var at) ? at : null, series.Of(version)?.LastRowAt));
    }

    private async Task<IEnumerable<WallLine>> Lines(IReadOnlyList<WatchedVersion> versions, CancellationToken ct)
    {
        var open = await alerts.OpenOf([.. versions.Select(version => version.Id)], ct);
        var now = time.GetUtcNow();
        return versions.Select(version => LineOf(version, [.. open[version.Id].Where(alert => !alert.IsSnoozed)], now) with { Snoozed = open[version.Id].Count(alert => alert.IsSnoozed) });
    }

    private WallLine LineOf(WatchedVersion version, IReadOnlyList<AlertLine> open, DateTimeOffset now)
    {
        var line = series.Of(version.Id);
        var hour = line?.HourAt(now, version.Levels);
        return new WallLine(version, StateOf(version, line, hour, open, now), hour, line?.LastRowAt, open);
    }

    /// <summary>An open alert says more than the hour that runs: that one draws, and opens nothing.</summary>
    private static WatchState StateOf(WatchedVersion version, VersionSeries? line, HourState? hour, IReadOnlyList<AlertLine> open, DateTimeOffset now) => (line, hour, open) switch
    {
        _ when version.BaselineMadeAt is null && line?.HasPredictions != false => WatchState.NoBaseline,
        (null, _, _) => WatchState.NoTelemetry,
        (_, _, [{ Severity: AlertSeverity.Serious }, ..]) => WatchState.Serious,
        (_, { Worst.Level: DriftLevel.Serious }, _) => WatchState.Serious,
        (_, _, [_, ..]) => WatchState.Warning,
        (_, { Worst.Level: DriftLevel.Warning }, _) => WatchState.Warning,
        ({ HasPredictions: false, LastRowAt: { } last }, _, _) => last > now - VersionSeries.Hour ? WatchState.Calm : WatchState.Silent,
        (_, { Rows: 0 }, _) => WatchState.Silent,
        (_, { Worst: null }, _) => WatchState.TooFewRows,
        _ => WatchState.Calm,
    };

    private static async Task<IReadOnlyList<WatchedVersion>> Named(PortalDb db, IQueryable<ModelVersion> versions, CancellationToken ct)
    {
        var rows = await (
            from version in versions.AsNoTracking()
            join system in db.Systems on version.System equals system.Id
            join baseline in db.Baselines on version.Id equals baseline.ModelVersion into baselines
            from baseline in baselines.DefaultIfEmpty()
            select new
            {
                version.Id,
                version.Label,
                version.Stage,
                System = system.Id,
                system.Code,
                system.Tier,
                Names = system.Revisions.Select(revision => new { revision.Number, revision.State, revision.Content.Name, revision.Content.Department }).ToList(),
                MadeAt = (DateTimeOffset?)baseline.MadeAt,
            }).ToListAsync(ct);
        var alerts = (await db.PolicyInForce(ct)).Alerts;
        var levels = new DriftLevels(alerts.PsiWarning, alerts.PsiSerious);
        return [.. rows.Select(row =>
        {
            var named = row.Names.OrderByDescending(name => name.State == EntryState.Published).ThenByDescending(name => name.Number).First();
            return new WatchedVersion(row.System, row.Code, named.Name, row.Tier, row.Id, row.Label, row.Stage, row.MadeAt, levels) { Department = named.Department };
        })];
    }
}
