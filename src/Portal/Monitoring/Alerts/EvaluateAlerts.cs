using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Policies;
using Portal.Shared;

namespace Portal.Monitoring.Alerts;

/// <summary>
/// Looks at each hour of each watched version once, in order: what was missed while nobody ran is made up for hour by hour, and of
/// two nodes one looks. What it finds, what it remembers and how far it has come are one transaction.
/// </summary>
public sealed class EvaluateAlerts(IDbContextFactory<PortalDb> dbs, Baselines baselines, AlertWriting writing, LiveFeed<TelemetryCounted> feed, TimeProvider time)
{
    /// <summary>An hour is looked at when no row of it is in time any more.</summary>
    public static readonly TimeSpan Lateness = TimeSpan.FromMinutes(10);

    private const int HoursAtOnce = 24;

    public async Task Turn(CancellationToken ct)
    {
        var until = StoredHours.Floor(time.GetUtcNow() - Lateness);
        foreach (var version in await Behind(until, ct))
        {
            if (await baselines.Of(version, ct) is not { } baseline)
                continue;

            var looks = (await dbs.WriteAsync<Look>(db => LookOn(db, baseline, until, ct), ct)).Value;
            while (looks == Look.MoreToCome)
                looks = (await dbs.WriteAsync<Look>(db => LookOn(db, baseline, until, ct), ct)).Value;
            if (looks == Look.Changed)
                feed.Publish(new TelemetryCounted(version));
        }
    }

    private async Task<IReadOnlyList<VersionId>> Behind(DateTimeOffset until, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Baselines.AsNoTracking().Where(baseline => !db.AlertWatches.Any(watch => watch.ModelVersion == baseline.ModelVersion && watch.LookedUntil >= until))
            .OrderBy(baseline => baseline.ModelVersion).Select(baseline => baseline.ModelVersion).ToListAsync(ct);
    }

    private async Task<Result<Look>> LookOn(PortalDb db, FrozenBaseline baseline, DateTimeOffset until, CancellationToken ct)
    {
        var watch = await db.AlertWatches.SingleOrDefaultAsync(row => row.ModelVersion == baseline.Version, ct);
        if (watch?.LookedUntil >= until)
            return Look.Nothing;

        var before = AlertMemory.FromBytes(watch?.Memory ?? []);
        var first = await StoredHours.First(db, baseline.Version, watch?.LookedUntil ?? DateTimeOffset.UnixEpoch, ct);
        if ((first is null || first >= until) && !before.HasGrown(until))
            return Look.Nothing;

        // Hours in which nothing came are passed over, but the last, at which what has grown for long enough is looked at.
        var from = first < until ? first.GetValueOrDefault() : until - StoredHours.Hour;
        var to = from.AddHours(HoursAtOnce) < until ? from.AddHours(HoursAtOnce) : until;
        var policy = await db.PolicyInForce(ct);
        var rule = policy.Alerts.Rule;
        var hours = await StoredHours.Read(db, baseline.Version, from, to, ct);
        var (memory, moves) = (before, new List<AlertMove>());
        DateTimeOffset? said = null;
        for (var hour = from; hour < to; hour += StoredHours.Hour)
        {
            var look = HourLook.Of(memory, baseline.Features, hours.GetValueOrDefault(hour), hour, rule);
            memory = look.Memory;
            moves.AddRange(look.Moves);
            said = look.Says ? hour + StoredHours.Hour : said;
        }

        if (watch is null)
            db.AlertWatches.Add(watch = new AlertWatch(baseline.Version, from));
        watch.Looked(to, said, memory);
        if (before.IsByFigure)
            await writing.TakeTogether(db, baseline.Version, ct);
        await writing.Write(db, baseline, watch, moves, policy, rule, ct);
        return to < until ? Look.MoreToCome : moves.Count > 0 ? Look.Changed : Look.Nothing;
    }

    private enum Look { Nothing = 1, Changed, MoreToCome }
}
