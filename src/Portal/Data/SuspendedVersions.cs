using Microsoft.EntityFrameworkCore;
using Portal.Promotions;
using Portal.Shared;

namespace Portal.Data;

/// <summary>Versions that must not run for now although they reached their stage; for capabilities that know nothing else of promotions.</summary>
internal static class SuspendedVersions
{
    public static Task<bool> Has(PortalDb db, VersionId version, CancellationToken ct) =>
        db.Promotions.AnyAsync(promotion => promotion.ModelVersion == version && promotion.State == PromotionState.Suspended, ct);
}
