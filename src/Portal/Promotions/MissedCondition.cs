using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Findings;
using Portal.ModelRegistry;
using Portal.Register;
using Portal.Shared;

namespace Portal.Promotions;

/// <summary>
/// A blocking condition whose day is over suspends what was approved on it, as far as the system may be stopped. Where it may not, its
/// accountable executive has to sign an exception at once, and has a finding that says so.
/// </summary>
public sealed class MissedCondition(IDbContextFactory<PortalDb> dbs, LiveFeed<PromotionId> feed, Calendar calendar, TimeProvider time) : IReaction<FindingOverdue>
{
    private static readonly Actor Portal = Actor.System("conditions");

    public async Task React(FindingOverdue what, CancellationToken ct)
    {
        if (what.System is not { } system)
            return;

        var suspended = await dbs.WriteAsync<List<PromotionId>>(async db =>
        {
            var applied = await db.Promotions.Where(promotion => promotion.System == system && promotion.State == PromotionState.Applied).ToListAsync(ct);
            List<PromotionId> found = [];
            foreach (var promotion in applied.Where(promotion => promotion.Conditions.Any(condition => condition.Blocking && condition.Finding == what.Finding)))
            {
                if (await Conditions.Missed(db, promotion, calendar.Today, ct) is { } missed && await Suspend(db, promotion, missed, ct))
                    found.Add(promotion.Id);
            }

            return found;
        }, ct);
        foreach (var id in suspended.Value)
            feed.Publish(id);
    }

    private async Task<bool> Suspend(PortalDb db, Promotion promotion, OpenFinding missed, CancellationToken ct)
    {
        var (now, reason) = (time.GetUtcNow(), $"{missed.Code} is overdue, on which {promotion.Code} was approved: {missed.Title}");
        if (await RegisterQueries.Published(db, promotion.System, ct) is not { } entry)
            return false;
        if (entry.MayStop == MayStop.NotWithoutExecutive)
        {
            if (entry.AccountableExecutive is { } executive)
                await Raised.Raise(db, Portal, new(FindingSource.Condition, FindingSeverity.Severe, promotion.System, $"Sign an exception: {missed.Code} is overdue and {entry.Code} may not be stopped", reason, executive, calendar.Today) { About = promotion.Code, Key = $"{promotion.Code}/{missed.Code}" }, now, ct);
            return false;
        }

        var system = await db.SystemWithRevisions(entry.Code, ct);
        return promotion.Suspend(new(SuspendPromotion.Shortened(reason), SuspendPromotion.Shortened(system?.Published?.Content.Fallback ?? ""), now, null), now) is null && await SuspendPromotion.Record(db, Portal, promotion, now, ct);
    }
}
