using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Promotions;

/// <summary>Gives requests from before the portal kept how they stood a past, once: no request is without its revisions after it.</summary>
internal static class PromotionsFromBefore
{
    private const int Portion = 50;

    public static async Task Tell(IDbContextFactory<PortalDb> dbs, CancellationToken ct)
    {
        while ((await dbs.WriteAsync<int>(db => TellSome(db, ct), ct)).Value == Portion)
        {
        }
    }

    private static async Task<Result<int>> TellSome(PortalDb db, CancellationToken ct)
    {
        var promotions = await db.Promotions.AsNoTracking().Include(promotion => promotion.Votes)
            .Where(promotion => !db.PromotionRevisions.Any(revision => revision.Promotion == promotion.Id)).OrderBy(promotion => promotion.Code).Take(Portion).ToListAsync(ct);
        if (promotions.Count == 0)
            return 0;

        var codes = promotions.ConvertAll(promotion => promotion.Code);
        var entries = (await db.Entries.AsNoTracking().Where(entry => codes.Contains(entry.Subject) && !entry.Action.EndsWith(EntryDraft.RefusedSuffix)).ToListAsync(ct)).ConvertAll(EntryFacts.Of).ToLookup(entry => entry.Subject);
        foreach (var promotion in promotions)
        {
            var told = ToldHistory.Of(promotion, entries[promotion.Code]);
            db.PromotionRevisions.AddRange(told.Revisions);
            db.PromotionRounds.AddRange(told.Rounds);
        }

        return promotions.Count;
    }
}
