using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Monitoring.Alerts;
using Portal.Policies;
using Portal.Shared;
using Portal.Statistics.Alerts;

namespace Portal.Monitoring.Labels;

/// <summary>
/// Holds the quality of mature cohorts against the baseline's, on the kinder end of the interval: a version with few labels has a window that
/// grows back in time until it has enough, and until then nothing is said of it.
/// </summary>
public sealed class JudgeQuality(IDbContextFactory<PortalDb> dbs, QualityBaselines qualities, LiveFeed<TelemetryCounted> feed, TimeProvider time)
{
    /// <summary>With fewer labels nothing is said.</summary>
    public const long Fewest = 500;

    private const int MostDays = 90;
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private DateTimeOffset _all = DateTimeOffset.MinValue;

    /// <summary>Those whose cohorts have just been counted, and each hour all: a cohort matures by its age too.</summary>
    public async Task Turn(IReadOnlySet<VersionId> counted, CancellationToken ct)
    {
        IEnumerable<VersionId> versions = counted;
        if (time.GetUtcNow() - _all >= Hour)
        {
            await using var db = await dbs.CreateDbContextAsync(ct);
            versions = await db.JoinSources.AsNoTracking().Select(source => source.ModelVersion).ToListAsync(ct);
            _all = time.GetUtcNow();
        }

        foreach (var version in versions)
        {
            if (await qualities.Of(version, ct) is { } baseline && (await dbs.WriteAsync<bool>(db => Judge(db, version, baseline, ct), ct)).Value)
                feed.Publish(new TelemetryCounted(version));
        }
    }

    private async Task<Result<bool>> Judge(PortalDb db, VersionId version, QualityBaseline baseline, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var (today, oldest) = (JoinLabels.DayOf(now), DateOnly.FromDateTime(now.UtcDateTime).AddDays(-JoinLabels.BatchHorizon - MostDays));
        var days = await db.QualityDays.AsNoTracking().Where(day => day.ModelVersion == version && !day.IsStale && day.Day >= oldest).ToListAsync(ct);
        if (Window([.. days.OrderByDescending(day => day.Day)], baseline, today) is not { Figures.Headline: { } headline, Change: { } change } window)
            return false;
        var watch = await db.QualityWatches.SingleOrDefaultAsync(row => row.ModelVersion == version, ct);
        if (watch?.JudgedUntil >= window.To)
            return false;

        if (watch is null)
            db.QualityWatches.Add(watch = new QualityWatch(version));
        var policy = await db.PolicyInForce(ct);
        watch.Judged(window.To, change > -policy.Alerts.QualityWarning / 2);
        var then = QualityFigures.Of(baseline.Count, baseline.Positive).Headline?.Value;
        var evidence = new AlertEvidence(headline.Value, then, null, headline.N, Start(window.From), Earlier(Start(window.To.AddDays(1)), now), null, null, []);
        if (await Named(db, version, ct) is not var (system, label))
            return false;

        var moved = await Move(db, watch, system, label, NameOf(window.Figures.Kind), change, evidence, policy, now, ct);
        if (await JudgeConcept.Move(db, system.Id, version, baseline, window, evidence, policy.Number, now, ct) is not var (concept, act))
            return moved;

        AlertWriting.Record(db, concept, act, system.Code, label, now);
        await AlertWriting.Tell(db, act == AlertAct.Opened ? [concept] : [], system, label, now, ct);
        return true;
    }

    /// <summary>Pure: the last mature days, as many as it takes; null when 90 days have too few labels.</summary>
    internal static Cohort? Window(IReadOnlyList<QualityDay> latestFirst, QualityBaseline baseline, int today)
    {
        List<QualityDay> window = [];
        foreach (var day in latestFirst.Where(day => QualityQueries.Of([day], baseline, today).IsMature))
        {
            if (window.Count > 0 && window[0].Day.DayNumber - day.Day.DayNumber >= MostDays)
                return null;
            window.Add(day);
            if (window.Sum(one => one.Count.Labelled) >= Fewest)
                return QualityQueries.Of([.. window.AsEnumerable().Reverse()], baseline, today);
        }

        return null;
    }

    internal static string NameOf(Headline headline) => headline switch
    {
        Headline.F1 => "F1",
        Headline.Accuracy => "Accuracy",
        Headline.MeanAbsoluteError => "Mean absolute error",
        _ => throw new ArgumentOutOfRangeException(nameof(headline), headline, null),
    };

    private static async Task<(NamedSystem System, string Label)?> Named(PortalDb db, VersionId id, CancellationToken ct)
    {
        var version = await db.Versions.Where(row => row.Id == id).Select(row => new { row.System, row.Label }).SingleAsync(ct);
        return await NamedSystems.Find(db, version.System, ct) is { } system ? (system, version.Label) : null;
    }

    private static async Task<bool> Move(PortalDb db, QualityWatch watch, NamedSystem system, string version, string figure, double change, AlertEvidence evidence, Policy policy, DateTimeOffset now, CancellationToken ct)
    {
        var levels = policy.Alerts;
        AlertSeverity? severity = change <= -levels.QualitySerious ? AlertSeverity.Serious : change <= -levels.QualityWarning ? AlertSeverity.Warning : null;
        var alert = await db.Alerts.Include(row => row.Steps).FirstOrDefaultAsync(row => row.ModelVersion == watch.ModelVersion && row.Metric == AlertMetric.Quality && row.State == AlertState.Open, ct);
        AlertAct? act = (alert, severity) switch
        {
            (null, not null) => AlertAct.Opened,
            ({ } open, { } graver) when graver > open.Severity => AlertAct.Raised,
            (not null, null) when watch.Calm >= QualityWatch.CalmEnough => AlertAct.Closed,
            _ => null,
        };
        switch (act)
        {
            case AlertAct.Opened:
                alert = Alert.Open($"{Sequence.Alerts}-{await db.NextNumberAsync(Sequence.Alerts, ct):0000}", system.Id, watch.ModelVersion, figure, AlertMetric.Quality, severity.GetValueOrDefault(), evidence, policy.Number, now);
                db.Alerts.Add(alert);
                break;
            case AlertAct.Raised:
                alert?.Raise(severity.GetValueOrDefault(), evidence, now);
                break;
            case AlertAct.Closed:
                alert?.Settle(evidence.To, now);
                break;
        }

        if (alert is null)
            return false;
        if (act is { } moved)
            AlertWriting.Record(db, alert, moved, system.Code, version, now);
        if (act is AlertAct.Opened or AlertAct.Raised)
            await Tell(db, alert, system, version, now, ct);
        if (change <= -levels.QualitySuspends && watch.AsksToStop(alert.Code))
            db.Raise(new QualityFell(system.Id, watch.ModelVersion, alert.Code, AlertWords.Of(alert)), now);
        return act is not null;
    }

    private static async Task Tell(PortalDb db, Alert alert, NamedSystem system, string version, DateTimeOffset now, CancellationToken ct)
    {
        await AlertWriting.Tell(db, [alert], system, version, now, ct);
        if (alert.Severity != AlertSeverity.Serious)
            return;

        var watch = await db.AlertWatches.SingleOrDefaultAsync(row => row.ModelVersion == alert.ModelVersion, ct);
        if (watch is null)
            db.AlertWatches.Add(watch = new AlertWatch(alert.ModelVersion, now));
        Retraining.Ask(db, AlertWriting.Portal, watch, alert, system.Code, version, now);
    }

    /// <summary>A day that runs is judged up to now.</summary>
    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private static DateTimeOffset Start(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);
}
