using Microsoft.EntityFrameworkCore;
using Portal.Promotions;
using Portal.Shared;

namespace Portal.Data;

/// <summary>Versions that must not run for now although they reached their stage; for capabilities that know nothing else of promotions.</summary>
internal static class SuspendedVersions
{
    /// <summary>As of a moment, each with the request that does not hold.</summary>
    public static IQueryable<Row> Of(PortalDb db, AsOf asOf) => asOf.At is { } at
        ? from revision in db.PromotionRevisions.AsNoTracking()
          join promotion in db.Promotions.AsNoTracking() on revision.Promotion equals promotion.Id
          join version in db.Versions.AsNoTracking() on promotion.ModelVersion equals version.Id
          where revision.Stands.State == PromotionState.Suspended && revision.ValidFrom <= at && (revision.ValidTo == null || revision.ValidTo > at)
          select new Row { System = promotion.System, Version = version.Id, Label = version.Label, Promotion = promotion.Code }
        : from promotion in db.Promotions.AsNoTracking()
          join version in db.Versions.AsNoTracking() on promotion.ModelVersion equals version.Id
          where promotion.State == PromotionState.Suspended
          select new Row { System = promotion.System, Version = version.Id, Label = version.Label, Promotion = promotion.Code };

    public static async Task<HashSet<VersionId>> Among(PortalDb db, IEnumerable<VersionId> versions, AsOf asOf, CancellationToken ct) =>
        [.. await Of(db, asOf).Where(row => versions.Contains(row.Version)).Select(row => row.Version).ToListAsync(ct)];

    public static Task<bool> Has(PortalDb db, VersionId version, CancellationToken ct) =>
        db.Promotions.AnyAsync(promotion => promotion.ModelVersion == version && promotion.State == PromotionState.Suspended, ct);

    internal sealed class Row
    {
        public required SystemId System { get; init; }

        public required VersionId Version { get; init; }

        public required string Label { get; init; }

        public required string Promotion { get; init; }
    }
}
