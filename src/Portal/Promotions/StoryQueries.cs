using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Promotions;

/// <summary>Retells a request from what the ledger says, up to the end of a day.</summary>
public sealed class StoryQueries(IDbContextFactory<PortalDb> dbs, PromotionQueries promotions, PeopleQueries people)
{
    /// <summary>Null when there is none, or was none yet. Attempts that were refused are for who reads the ledger.</summary>
    public async Task<PromotionStory?> Of(Actor actor, PromotionId id, AsOf asOf, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await StoodPromotions.One(db, id, asOf, ct) is not { } promotion || await promotions.Line(id, asOf, ct) is not { } line)
            return null;

        var entries = await Entries(db, promotion.Code, actor.May(Permission.ReadAudit), asOf, ct);
        var told = new StoryTelling(
            await SignatureQueries.Views(db, people, promotion, ct),
            await db.PromotionRevisions.AsNoTracking().Where(revision => revision.Promotion == id).OrderBy(revision => revision.Number).ToListAsync(ct),
            await db.PromotionRounds.AsNoTracking().Where(round => round.Promotion == id).ToDictionaryAsync(round => round.Number, ct),
            promotion.Questions, await people.ById(entries.Select(entry => entry.Person).OfType<PersonId>(), asOf, ct));
        return new PromotionStory(line, told.Of(entries, await Seen(db, promotion, asOf, ct)));
    }

    /// <summary>Of the request, and of the findings that it led to.</summary>
    private static async Task<IReadOnlyList<EntryFacts>> Entries(PortalDb db, string code, bool withRefused, AsOf asOf, CancellationToken ct)
    {
        var subjects = await db.Findings.AsNoTracking().Where(finding => finding.About == code).Select(finding => finding.Code).ToListAsync(ct);
        var entries = db.Entries.AsNoTracking().Where(entry => entry.Subject == code || subjects.Contains(entry.Subject));
        if (!withRefused)
            entries = entries.Where(entry => !entry.Action.EndsWith(EntryDraft.RefusedSuffix));
        if (asOf.Over is { } over)
            entries = entries.Where(entry => entry.Time < over);
        return (await entries.OrderBy(entry => entry.Index).ToListAsync(ct)).ConvertAll(EntryFacts.Of);
    }

    private static async Task<(DateOnly First, DateOnly Last)?> Seen(PortalDb db, Promotion promotion, AsOf asOf, CancellationToken ct) =>
        promotion.AppliedAt is not null && (await ReleasePath.Of(db, [promotion], ct)).Single() is { FirstRows: { } first, LastRows: { } last } && !(first > asOf.Day)
            ? (first, last > asOf.Day ? asOf.Day.GetValueOrDefault() : last) : null;
}
