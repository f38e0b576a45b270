using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Promotions;
using Portal.Shared;

namespace Portal.Reports.Packs.Records;

internal static class StoodPromotions
{
    public static IQueryable<Row> Rows(PortalDb db, AsOf asOf) => db.Promotions.AsNoTracking().Where(promotion => promotion.BegunAt <= asOf.At).Select(promotion => new Row { Promotion = promotion });

    public static async Task<IReadOnlyList<Promotion>> Read(PortalDb db, IReadOnlyList<PromotionId> ids, AsOf asOf, CancellationToken ct)
    {
        var found = await db.Promotions.AsNoTracking().Include(promotion => promotion.Votes.Where(vote => vote.At <= asOf.At)).Where(promotion => ids.Contains(promotion.Id)).ToDictionaryAsync(promotion => promotion.Id, ct);
        return [.. ids.Where(found.ContainsKey).Select(id => found[id])];
    }

    internal sealed class Row
    {
        public required Promotion Promotion { get; init; }
    }
}
