using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Promotions;

/// <summary>The decision by which a version ran at some time.</summary>
public sealed record PromotionThen(PromotionId Id, string Code, Stage Target, DateTimeOffset AppliedAt);

/// <summary>By which decision a version was where it was.</summary>
public sealed class PromotionsOfVersion(IDbContextFactory<PortalDb> dbs)
{
    /// <summary>The last one that was applied by then; null when nobody had decided that it may run.</summary>
    public async Task<PromotionThen?> At(VersionId version, DateTimeOffset time, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Promotions.AsNoTracking().Where(promotion => promotion.ModelVersion == version && promotion.AppliedAt != null && promotion.AppliedAt <= time)
            .OrderByDescending(promotion => promotion.AppliedAt).ThenByDescending(promotion => promotion.Code).Select(promotion => new PromotionThen(promotion.Id, promotion.Code, promotion.Target, promotion.AppliedAt ?? time)).FirstOrDefaultAsync(ct);
    }
}
