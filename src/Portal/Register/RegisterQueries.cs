using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.Shared;

namespace Portal.Register;

/// <summary>Reads the register.</summary>
public sealed class RegisterQueries(IDbContextFactory<PortalDb> dbs, PeopleQueries people)
{
    /// <summary>The systems that pass, a page of them, cut and sorted in the database.</summary>
    public async Task<Page<SystemLine>> List(SystemFilter filter, SystemOrder order, PageRequest page, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var rows = SystemList.Matching(SystemList.Shown(db), await SystemList.OwnersNamed(filter.Text, db, ct), filter);
        var total = await rows.CountAsync(ct);
        var lines = await SystemList.Lines(SystemList.Sorted(rows, order).Skip(page.Skip).Take(page.Size)).ToListAsync(ct);
        var names = await people.ById(lines.Select(line => line.OwnerId).OfType<PersonId>(), ct);
        return new Page<SystemLine>([.. lines.Select(line => line with { Owner = line.OwnerId is { } owner ? names.GetValueOrDefault(owner) : null })], page.Number, page.Size, total);
    }

    public async Task<RegisterCounts> Counts(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var byState = await db.Revisions.AsNoTracking().GroupBy(revision => revision.State)
            .Select(group => new { State = group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.State, group => group.Count, ct);
        return new RegisterCounts(
            await db.Systems.CountAsync(ct), byState.GetValueOrDefault(EntryState.Published), byState.GetValueOrDefault(EntryState.Submitted));
    }

    /// <summary>The entry with its draft and its history; null when there is none of that code.</summary>
    public async Task<EntryView?> Entry(string code, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await db.Systems.AsNoTracking().Include(system => system.Revisions).SingleOrDefaultAsync(system => system.Code == code, ct) is not { } system)
            return null;

        var reviews = await db.BusinessReviews.AsNoTracking().Where(review => review.System == system.Id).OrderByDescending(review => review.At).ToListAsync(ct);
        var revisions = system.Revisions.OrderByDescending(revision => revision.Number).Select(View).ToList();
        return new EntryView(
            system.Id, system.Code, system.Version, system.FiledBy, system.FiledAt, system.Tier,
            revisions.SingleOrDefault(revision => revision.Number == system.Published?.Number),
            revisions.SingleOrDefault(revision => revision.Number == system.Open?.Number),
            revisions, await people.ById(PeopleOf(system).Concat(reviews.Select(review => review.By)), ct))
        {
            OrphanedAt = system.OrphanedAt,
            ReviewDue = system.ReviewDue,
            Retirement = system is { RetiredAt: { } at, RetiredBy: { } by } ? new(at, by, new(system.RetiredBecause, system.Outcome, system.Learning)) : null,
            Reviews = reviews,
            UsedBy = [.. from dependent in await UsedSystemChanged.Dependents(db, code, ct)
                         from use in dependent.Content.Uses.Where(use => use.System == code)
                         select new DependentLine(dependent.Code, dependent.Content.Name, use.Version)],
        };
    }

    /// <summary>Entries that risk has to accept or return, the longest waiting first.</summary>
    public async Task<Page<WaitingLine>> WaitingForRisk(PageRequest page, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var waiting = db.Systems.AsNoTracking()
            .SelectMany(system => system.Revisions.Where(revision => revision.State == EntryState.Submitted), (system, revision) => new { system.Code, system.Tier, Revision = revision });
        var total = await waiting.CountAsync(ct);
        var rows = await waiting.OrderBy(row => row.Revision.SubmittedAt).ThenBy(row => row.Code).Skip(page.Skip).Take(page.Size).ToListAsync(ct);
        var names = await people.ById(rows.Select(row => row.Revision.SubmittedBy).OfType<PersonId>(), ct);
        return new Page<WaitingLine>(
            [.. rows.Select(row => new WaitingLine(
                row.Code, row.Revision.Content.Name, row.Revision.Number, row.Revision.Proposal, row.Tier,
                NameOf(row.Revision.SubmittedBy, names), row.Revision.SubmittedAt ?? row.Revision.ChangedAt))],
            page.Number, page.Size, total);
    }

    /// <summary>Drafts and returned entries that this person wrote, filed or owns, the last changed first.</summary>
    public async Task<IReadOnlyList<DraftLine>> DraftsOf(PersonId person, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var rows = await (
            from revision in db.Revisions.AsNoTracking()
            join system in db.Systems.AsNoTracking() on revision.System equals system.Id
            where revision.State == EntryState.Draft || revision.State == EntryState.Returned
            where system.FiledBy == person || revision.Author == person || revision.Content.BusinessOwner == person || revision.Content.TechnicalOwner == person
            orderby revision.ChangedAt descending, system.Code
            select new { system.Code, Revision = revision }).Take(PageRequest.MostRows).ToListAsync(ct);
        return [.. rows.Select(row => new DraftLine(
            row.Code, row.Revision.Content.Name, row.Revision.Number, row.Revision.State, row.Revision.Remarks,
            EntryRules.FaultsOf(row.Revision.Content), row.Revision.ChangedAt))];
    }

    /// <summary>The systems whose entry, as published or drafted, names this person.</summary>
    public async Task<IReadOnlyList<OwnedLine>> OwnedBy(PersonId person, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var rows = await (
            from revision in db.Revisions.AsNoTracking()
            join system in db.Systems.AsNoTracking() on revision.System equals system.Id
            where revision.State != EntryState.Superseded
            where revision.Content.BusinessOwner == person || revision.Content.TechnicalOwner == person || revision.Content.AccountableExecutive == person
            orderby system.Code, revision.Number
            select new { system.Id, system.Code, revision.Content }).Take(PageRequest.MostRows).ToListAsync(ct);
        return [.. rows.GroupBy(row => row.Id).Select(system => new OwnedLine(
            system.Key, system.First().Code, system.First().Content.Name, string.Join(", ", system.SelectMany(row => row.Content.PartsOf(person)).Distinct()),
            system.Any(row => row.Content.BusinessOwner == person || row.Content.TechnicalOwner == person)))];
    }

    /// <summary>Systems without an owner that this person answers for or administers, the longest orphaned first.</summary>
    public async Task<IReadOnlyList<OrphanLine>> OrphansFor(Actor actor, CancellationToken ct)
    {
        var all = actor.May(Permission.ManagePeople);
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await (
            from row in SystemList.Shown(db)
            where row.System.OrphanedAt != null && (all || row.Revision.Content.AccountableExecutive == actor.Person)
            orderby row.System.OrphanedAt, row.System.Code
            select new OrphanLine(row.System.Id, row.System.Code, row.Revision.Content.Name, row.System.OrphanedAt ?? row.System.ChangedAt)).Take(PageRequest.MostRows).ToListAsync(ct);
    }

    /// <summary>All systems by code and name, for choosing one.</summary>
    public async Task<IReadOnlyDictionary<SystemId, string>> Names(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await SystemList.Shown(db).Select(row => new { row.System.Id, row.System.Code, row.Revision.Content.Name })
            .ToDictionaryAsync(row => row.Id, row => $"{row.Code} {row.Name}", ct);
    }

    /// <summary>Systems by tier and stage, counted as the register's filters count them.</summary>
    public async Task<IReadOnlyList<PortfolioCell>> Portfolio(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var groups = await SystemList.Shown(db)
            .GroupBy(row => new { row.System.Tier, row.Stage })
            .Select(cell => new { cell.Key.Tier, cell.Key.Stage, Systems = cell.Count() })
            .ToListAsync(ct);
        return [.. groups.Select(cell => new PortfolioCell(cell.Tier, (SystemStage)cell.Stage, cell.Systems))];
    }

    /// <summary>
    /// What stands for a system, inside the caller's transaction; null while nothing is published. A decision reads it again in the
    /// transaction in which it is made.
    /// </summary>
    internal static async Task<PublishedEntry?> Published(PortalDb db, SystemId system, CancellationToken ct)
    {
        var row = await db.Systems.AsNoTracking().Where(row => row.Id == system)
            .SelectMany(row => row.Revisions.Where(revision => revision.State == EntryState.Published), (row, revision) => new { row.Code, Revision = revision })
            .SingleOrDefaultAsync(ct);
        if (row is not { Revision: { ConfirmedTier: { } tier, Content: { Lane: { } lane } content } revision })
            return null;

        return new PublishedEntry(
            system, row.Code, content.Name, tier, revision.Number, EntryDigest.Of(content), MaterialFields.Of(content, tier, revision.ConfirmedClass),
            lane, content.MayStop, content.BusinessOwner, content.TechnicalOwner, content.AccountableExecutive, revision.PublishedBy);
    }

    private static IEnumerable<PersonId> PeopleOf(AiSystem system) => system.Revisions
        .SelectMany(revision => new[]
        {
            revision.Author, revision.SubmittedBy, revision.ConfirmedBy, revision.PublishedBy,
            revision.Content.BusinessOwner, revision.Content.TechnicalOwner, revision.Content.AccountableExecutive,
        })
        .Append(system.FiledBy).Append(system.RetiredBy).OfType<PersonId>();

    private static string? NameOf(PersonId? person, IReadOnlyDictionary<PersonId, PersonLine> names) =>
        person is { } id && names.TryGetValue(id, out var line) ? line.Name : null;

    private static RevisionView View(SystemRevision revision) => new(
        revision.Number, revision.State, revision.Content, EntryDigest.Of(revision.Content), revision.Author, revision.ChangedAt,
        revision.SubmittedBy, revision.SubmittedAt, revision.Remarks, revision.Proposal, revision.ScoredClass, revision.ConfirmedTier, revision.ConfirmedClass, revision.ConfirmedBy, revision.ConfirmedAt, revision.ConfirmationReason, revision.PublishedBy, revision.PublishedAt);
}
