using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Findings;
using Portal.Monitoring;
using Portal.Policies;
using Portal.Register;
using Portal.Shared;
using Portal.Statistics.Intervals;

namespace Portal.Promotions;

/// <summary>
/// Holds pilots to what they may take. One whose days are over is a severe finding and is suspended as far as its system may be stopped; one
/// that took more than its share of a day's traffic is a severe finding. The share is judged by the lower bound of its interval, and only
/// where something else runs that could take the rest.
/// </summary>
public sealed class PilotWatch(IDbContextFactory<PortalDb> dbs, LiveFeed<PromotionId> feed, Calendar calendar, TimeProvider time)
{
    private const int DaysToAct = 5;
    private static readonly Actor Portal = Actor.System("pilot-watch");

    public async Task Turn(CancellationToken ct)
    {
        foreach (var id in await Pilots(ct))
        {
            var suspended = await dbs.WriteAsync(db => Look(db, id, time.GetUtcNow(), ct), ct);
            if (suspended.Value)
                feed.Publish(id);
        }
    }

    private async Task<IReadOnlyList<PromotionId>> Pilots(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Promotions.AsNoTracking().Where(one => one.Target == Stage.Pilot && Standing.Holds.Contains(one.State)).Select(one => one.Id).ToListAsync(ct);
    }

    private async Task<Result<bool>> Look(PortalDb db, PromotionId id, DateTimeOffset now, CancellationToken ct)
    {
        var promotion = await db.Promotions.ToChange().SingleAsync(one => one.Id == id, ct);
        if (!Standing.Holds.Contains(promotion.State) || promotion.AppliedAt is not { } applied || await RegisterQueries.Published(db, promotion.System, ct) is not { BusinessOwner: { } owner } entry)
            return false;

        var rule = (await db.PolicyOf(promotion.PolicyNumber, ct)).Pilot;
        var label = await db.Versions.Where(version => version.Id == promotion.ModelVersion).Select(version => version.Label).SingleAsync(ct);
        if (rule.EndOf(applied) <= now)
        {
            var reason = $"{label} of {entry.Code} was let into a pilot of {rule.Days} days by {promotion.Code}, and they are over. It goes on to Production by a request, or it ends.";
            await Tell(db, promotion, $"The pilot of {label} is over and still runs", reason, $"{promotion.Code}/over", owner, now, ct);
            return await Stopping.AsFarAsItMay(db, Portal, promotion, new($"the pilot of {promotion.Code} is over", reason, $"{promotion.Code}/over/exception"), calendar, now, ct);
        }

        if (await TakenYesterday(db, promotion, now, ct) is { } taken && taken.LowerShare * 100 > rule.Share)
        {
            var text = FormattableString.Invariant($"On {Calendar.Text(taken.Day)} {label} took {taken.Own:N0} of {taken.All:N0} rows of {entry.Code}, at least {taken.LowerShare * 100:0.#} % of the traffic (lower bound, 95 %). {promotion.Code} lets it take {rule.Share:0.#} %. Turn it down, or ask for Production.");
            await Tell(db, promotion, $"The pilot of {label} takes more than its share", text, $"{promotion.Code}/share/{Calendar.Text(taken.Day)}", owner, now, ct);
        }

        return false;
    }

    /// <summary>Once for each thing, and not while an earlier one of the kind is open.</summary>
    private async Task Tell(PortalDb db, Promotion promotion, string title, string text, string key, PersonId owner, DateTimeOffset now, CancellationToken ct)
    {
        var kind = string.Join('/', key.Split('/').Take(2));
        if (await db.Findings.AnyAsync(finding => finding.Source == FindingSource.Condition && finding.Key != null && (finding.Key == key || (finding.Key.StartsWith(kind) && finding.State != FindingState.Closed)), ct))
            return;

        await Raised.Raise(db, Portal, new(FindingSource.Condition, FindingSeverity.Severe, promotion.System, title, text, owner, calendar.Today.AddDays(DaysToAct)) { About = promotion.Code, Key = key }, now, ct);
    }

    private static async Task<Share?> TakenYesterday(PortalDb db, Promotion promotion, DateTimeOffset now, CancellationToken ct)
    {
        var day = DateOnly.FromDateTime(now.UtcDateTime).AddDays(-1);
        var versions = await db.Versions.Where(version => version.System == promotion.System && (version.Stage == Stage.Production || version.Id == promotion.ModelVersion)).Select(version => version.Id).ToListAsync(ct);
        var rows = await RowsSeen.Of(db, versions, ct);
        var counts = versions.ToDictionary(version => version, version => rows[version].Where(one => one.Day == day).Sum(one => one.Rows));
        var (own, all) = (counts[promotion.ModelVersion], counts.Values.Sum());
        return day <= DateOnly.FromDateTime(promotion.AppliedAt.GetValueOrDefault().UtcDateTime) || own == all ? null : new Share(day, own, all, Wilson.Score(own, all)?.Low ?? 0);
    }

    private sealed record Share(DateOnly Day, long Own, long All, double LowerShare);
}
