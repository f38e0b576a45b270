using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Promotions;

/// <summary>Requests as they stand, or stood at the end of a day: with the signatures, questions and answers that there were by then.</summary>
internal static class StoodPromotions
{
    /// <summary>With how they stand now, which every change ends.</summary>
    public static IQueryable<Promotion> ToChange(this DbSet<Promotion> promotions) => promotions.Include(promotion => promotion.Revisions.Where(revision => revision.ValidTo == null));

    /// <summary>What lists filter and sort by; which they are is read first, and then what they are.</summary>
    public static IQueryable<Row> Rows(PortalDb db, AsOf asOf) => asOf.At is { } at
        ? from promotion in db.Promotions.AsNoTracking()
          join revision in db.PromotionRevisions.AsNoTracking() on promotion.Id equals revision.Promotion
          where revision.ValidFrom <= at && (revision.ValidTo == null || revision.ValidTo > at)
          select new Row { Promotion = promotion, State = revision.Stands.State, SubmittedAt = revision.Stands.SubmittedAt, DecidedAt = revision.Stands.DecidedAt }
        : db.Promotions.AsNoTracking().Select(promotion => new Row { Promotion = promotion, State = promotion.State, SubmittedAt = promotion.SubmittedAt, DecidedAt = promotion.DecidedAt });

    /// <summary>In the order of the ids; what was not requested yet is left out.</summary>
    public static async Task<IReadOnlyList<Promotion>> Read(PortalDb db, IReadOnlyList<PromotionId> ids, AsOf asOf, CancellationToken ct)
    {
        var found = await db.Promotions.AsNoTracking().Include(promotion => promotion.Votes).Where(promotion => ids.Contains(promotion.Id)).ToDictionaryAsync(promotion => promotion.Id, ct);
        if (asOf.At is { } at)
            found = await Before(db, found, at, ct);
        return [.. ids.Where(found.ContainsKey).Select(id => found[id])];
    }

    public static async Task<Promotion?> One(PortalDb db, PromotionId id, AsOf asOf, CancellationToken ct) => (await Read(db, [id], asOf, ct)).SingleOrDefault();

    /// <summary>Whether what stood then was told from the ledger afterwards.</summary>
    public static Task<bool> IsTold(PortalDb db, PromotionId id, DateTimeOffset at, CancellationToken ct) =>
        db.PromotionRevisions.AnyAsync(revision => revision.Promotion == id && revision.IsTold && revision.ValidFrom <= at && (revision.ValidTo == null || revision.ValidTo > at), ct);

    private static async Task<Dictionary<PromotionId, Promotion>> Before(PortalDb db, Dictionary<PromotionId, Promotion> now, DateTimeOffset at, CancellationToken ct)
    {
        var ids = now.Keys.ToList();
        var revisions = await db.PromotionRevisions.AsNoTracking()
            .Where(revision => ids.Contains(revision.Promotion) && revision.ValidFrom <= at && (revision.ValidTo == null || revision.ValidTo > at)).ToListAsync(ct);
        var rounds = await (
            from revision in db.PromotionRevisions.AsNoTracking()
            join round in db.PromotionRounds.AsNoTracking() on new { revision.Promotion, Number = revision.Stands.Round } equals new { round.Promotion, round.Number }
            where ids.Contains(revision.Promotion) && revision.ValidFrom <= at && (revision.ValidTo == null || revision.ValidTo > at)
            select round).ToDictionaryAsync(round => round.Promotion, ct);
        return revisions.ToDictionary(revision => revision.Promotion, revision => now[revision.Promotion].AsItStood(revision, rounds.GetValueOrDefault(revision.Promotion), at));
    }

    internal sealed class Row
    {
        public required Promotion Promotion { get; init; }

        public required PromotionState State { get; init; }

        public required DateTimeOffset SubmittedAt { get; init; }

        public required DateTimeOffset? DecidedAt { get; init; }
    }
}
