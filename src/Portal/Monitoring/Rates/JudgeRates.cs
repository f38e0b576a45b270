using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Monitoring.Alerts;
using Portal.Monitoring.Windows;
using Portal.Policies;
using Portal.Shared;
using Portal.Statistics.Alerts;

namespace Portal.Monitoring.Rates;

/// <summary>
/// Each minute holds the last hour of every version that sent against the policy's levels: failed calls, those that were blocked or flagged,
/// latency and the cost of a request. These hold from the first row; what nothing came of is neither fine nor over its level.
/// </summary>
public sealed class JudgeRates(IDbContextFactory<PortalDb> dbs, LiveFeed<TelemetryCounted> feed, TimeProvider time)
{
    public static readonly TimeSpan Window = TimeSpan.FromHours(1);

    private readonly RecentMinutes _minutes = new();
    private DateTimeOffset _judged = DateTimeOffset.MinValue;

    public async Task Turn(CancellationToken ct)
    {
        var until = WindowKey.Of(default, time.GetUtcNow()).Minute;
        if (until <= _judged)
            return;

        foreach (var (version, rates) in await Rates(until, ct))
        {
            if ((await dbs.WriteAsync<bool>(db => Judge(db, version, rates, until, ct), ct)).Value)
                feed.Publish(new TelemetryCounted(version));
        }

        _judged = until;
    }

    /// <summary>Of the versions of which something is to be written: a rate is over its level, or has been and has not settled yet.</summary>
    private async Task<IReadOnlyDictionary<VersionId, IReadOnlyList<Rate>>> Rates(DateTimeOffset until, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var hours = await _minutes.Between(db, until - Window, until, ct);
        if (hours.Count == 0)
            return new Dictionary<VersionId, IReadOnlyList<Rate>>();

        var levels = (await db.PolicyInForce(ct)).Alerts.Rates;
        var watched = await db.RateWatches.AsNoTracking().Select(watch => watch.ModelVersion).Distinct().ToListAsync(ct);
        return hours.Select(hour => (Version: hour.Key, Rates: Rate.In(hour.Value, levels)))
            .Where(version => watched.Contains(version.Version) || version.Rates.Any(rate => rate.Severity is not null))
            .ToDictionary(version => version.Version, version => version.Rates);
    }

    private async Task<Result<bool>> Judge(PortalDb db, VersionId version, IReadOnlyList<Rate> rates, DateTimeOffset until, CancellationToken ct)
    {
        var named = await db.Versions.Where(row => row.Id == version).Select(row => new { row.System, row.Label }).SingleAsync(ct);
        if (await NamedSystems.Find(db, named.System, ct) is not { } system)
            return false;

        var (now, policy) = (time.GetUtcNow(), (await db.PolicyInForce(ct)).Number);
        List<Alert> told = [];
        var moved = false;
        foreach (var rate in rates)
        {
            if (await Act(db, version, rate, until, ct) is not { } act)
                continue;

            moved = true;
            if (await Moved(db, system.Id, version, rate, act, until, policy, now, ct) is not { } alert)
                continue;
            AlertWriting.Record(db, alert, act, system.Code, named.Label, now);
            if (alert.State == AlertState.Open)
                told.Add(alert);
        }

        await AlertWriting.Tell(db, told, system, named.Label, now, ct);
        return moved;
    }

    private static async Task<AlertAct?> Act(PortalDb db, VersionId version, Rate rate, DateTimeOffset until, CancellationToken ct)
    {
        var watch = await db.RateWatches.SingleOrDefaultAsync(row => row.ModelVersion == version && row.Metric == rate.Metric && row.Of == rate.Of, ct);
        if (watch is null && rate.Severity is null || watch?.JudgedUntil >= until)
            return null;

        if (watch is null)
            db.RateWatches.Add(watch = new RateWatch(version, rate));
        var act = watch.Judge(rate, until);
        if (act == AlertAct.Closed)
            db.RateWatches.Remove(watch);
        return act;
    }

    /// <summary>The alert that opens, becomes graver or settles; null when a person has closed the one that would settle. One that they closed and that becomes graver opens anew.</summary>
    private static async Task<Alert?> Moved(PortalDb db, SystemId system, VersionId version, Rate rate, AlertAct act, DateTimeOffset until, int policy, DateTimeOffset now, CancellationToken ct)
    {
        var open = await db.Alerts.Include(alert => alert.Steps)
            .FirstOrDefaultAsync(alert => alert.ModelVersion == version && alert.Metric == rate.Metric && alert.Feature == rate.Of && alert.State == AlertState.Open, ct);
        if (act == AlertAct.Closed)
        {
            open?.Settle(until, now);
            return open;
        }

        var severity = rate.Severity.GetValueOrDefault();
        var evidence = new AlertEvidence(rate.Bound, rate.Level, null, rate.N, until - Window, until, null, null, []);
        if (open is not null)
        {
            open.Raise(severity, evidence, now);
            return open;
        }

        var alert = Alert.Open($"{Sequence.Alerts}-{await db.NextNumberAsync(Sequence.Alerts, ct):0000}", system, version, rate.Of, rate.Metric, severity, evidence, policy, now);
        db.Alerts.Add(alert);
        return alert;
    }
}
