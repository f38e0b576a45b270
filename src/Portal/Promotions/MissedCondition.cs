using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Findings;
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
            var applied = await db.Promotions.ToChange().Where(promotion => promotion.System == system && promotion.State == PromotionState.Applied).ToListAsync(ct);
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

    private Task<bool> Suspend(PortalDb db, Promotion promotion, OpenFinding missed, CancellationToken ct) => Stopping.AsFarAsItMay(
        db, Portal, promotion, new($"{missed.Code} is overdue", $"{missed.Code} is overdue, on which {promotion.Code} was approved: {missed.Title}", $"{promotion.Code}/{missed.Code}"), calendar, time.GetUtcNow(), ct);
}
