using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.Shared;

namespace Portal.Register;

/// <summary>Reads the register.</summary>
public sealed class RegisterQueries(IDbContextFactory<PortalDb> dbs, PeopleQueries people)
{
    /// <summary>The systems that pass, a page of them, cut and sorted in the database.</summary>
    public async Task<Page<SystemLine>> List(SystemFilter filter, SystemOrder order, PageRequest page, AsOf asOf, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var rows = filter.Apply(db, asOf);
        var total = await rows.CountAsync(ct);

        // Which ones first, then what is shown of them: a database may compute what it selects for every row that it sorts.
        var ids = await SystemList.Sorted(rows, order).Skip(page.Skip).Take(page.Size).Select(row => row.System.Id).ToListAsync(ct);
        var lines = await SystemList.Lines(SystemList.Shown(db, asOf).Where(row => ids.Contains(row.System.Id))).ToDictionaryAsync(line => line.Id, ct);
        var names = await people.ById(lines.Values.Select(line => line.OwnerId).OfType<PersonId>(), asOf, ct);
        var suspended = (await SuspendedVersions.Of(db, asOf).Where(row => ids.Contains(row.System)).ToListAsync(ct)).ToLookup(row => row.System, row => row.Label);
        return new Page<SystemLine>(
            [.. ids.Where(lines.ContainsKey).Select(id => lines[id]).Select(line => line with
            {
                Owner = line.OwnerId is { } owner ? names.GetValueOrDefault(owner) : null,
                IsSuspended = line.Version is { } version && suspended[line.Id].Contains(version),
            })],
            page.Number, page.Size, total);
    }

    /// <summary>The systems that a few letters may mean, the closest first: by code, by the beginning of the name, by any part of what is searched.</summary>
    public async Task<IReadOnlyList<SystemHit>> Find(string text, int most, AsOf asOf, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await new SystemFilter(text).Apply(db, asOf)
            .OrderBy(row => row.System.Code.ToLower() == text ? 0 : row.System.Code.ToLower().StartsWith(text) ? 1
                : row.Revision.Content.Name.ToLower().StartsWith(text) ? 2 : row.Revision.Content.Name.ToLower().Contains(text) ? 3 : 4)
            .ThenBy(row => row.System.Code.Length).ThenBy(row => row.System.Code).Take(most)
            .Select(row => new SystemHit(row.System.Code, row.Revision.Content.Name, row.Revision.Content.Department, row.Tier, (SystemStage)row.Stage)).ToListAsync(ct);
    }

    /// <summary>The systems that pass and come after a code, so many of them, with all that their entries say.</summary>
    public async Task<IReadOnlyList<RegisterRow>> Rows(SystemFilter filter, string? after, int most, AsOf asOf, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var rows = filter.Apply(db, asOf);
        if (after is not null)
            rows = rows.Where(row => row.System.Code.Length > after.Length || (row.System.Code.Length == after.Length && row.System.Code.CompareTo(after) > 0));

        var ids = await SystemList.Sorted(rows, SystemOrder.ByCode).Take(most).Select(row => row.System.Id).ToListAsync(ct);
        var shown = SystemList.Shown(db, asOf).Where(row => ids.Contains(row.System.Id));
        var lines = await SystemList.Lines(shown).ToDictionaryAsync(line => line.Id, ct);
        var contents = await shown.Select(row => new { row.System.Id, row.Revision.Content, row.Revision.PublishedAt }).ToDictionaryAsync(row => row.Id, ct);
        var named = await people.ById(contents.Values.SelectMany(row => new[] { row.Content.BusinessOwner, row.Content.TechnicalOwner, row.Content.AccountableExecutive }).OfType<PersonId>(), asOf, ct);
        return [.. ids.Where(id => lines.ContainsKey(id) && contents.ContainsKey(id)).Select(id => new RegisterRow(lines[id], contents[id].Content, contents[id].PublishedAt, named))];
    }

    /// <summary>The groups that the systems that pass fall into, with how many each has.</summary>
    public async Task<IReadOnlyList<SystemGroup>> Groups(SystemFilter filter, SystemGrouping group, AsOf asOf, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await SystemList.Groups(filter.Apply(db, asOf), group, ct);
    }

    /// <summary>The departments and owners that entries name.</summary>
    public async Task<RegisterChoices> Choices(AsOf asOf, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var departments = await SystemList.Shown(db, asOf).Select(row => row.Revision.Content.Department).Where(name => name != "").Distinct().OrderBy(name => name).ToListAsync(ct);
        var owners = await SystemList.Shown(db, asOf).Select(row => row.Revision.Content.BusinessOwner).Where(owner => owner != null).Distinct().ToListAsync(ct);
        var named = await people.ById(owners.OfType<PersonId>(), asOf, ct);
        return new RegisterChoices(departments, [.. named.Values.OrderBy(owner => owner.Name, StringComparer.OrdinalIgnoreCase)]);
    }

    public async Task<RegisterCounts> Counts(AsOf asOf, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (asOf.Day is not null)
        {
            var stood = await SystemList.Shown(db, asOf).CountAsync(ct);
            return new RegisterCounts(stood, stood, 0);
        }

        var byState = await db.Revisions.AsNoTracking().GroupBy(revision => revision.State)
            .Select(group => new { State = group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.State, group => group.Count, ct);
        return new RegisterCounts(
            await db.Systems.CountAsync(ct), byState.GetValueOrDefault(EntryState.Published), byState.GetValueOrDefault(EntryState.Submitted));
    }

    /// <summary>The entry with its draft and its history; null when there is none of that code. Of the past, what stood then and what came before it.</summary>
    public async Task<EntryView?> Entry(string code, AsOf asOf, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await db.Systems.AsNoTracking().Include(system => system.Revisions).SingleOrDefaultAsync(system => system.Code == code, ct) is not { } system)
            return null;
        if (asOf.At is { } at)
            return await Stood(system, at, asOf, ct);

        var life = await EntryLife.Of(system, db, asOf, ct);
        var revisions = system.Revisions.OrderByDescending(revision => revision.Number).Select(View).ToList();
        return new EntryView(
            system.Id, system.Code, system.Version, system.FiledBy, system.FiledAt, system.Tier,
            revisions.SingleOrDefault(revision => revision.Number == system.Published?.Number),
            revisions.SingleOrDefault(revision => revision.Number == system.Open?.Number),
            revisions, await people.ById(PeopleOf(system.FiledBy, revisions).Concat(life.People), ct))
        {
            OrphanedAt = system.OrphanedAt,
            Stage = await StageOf(system.Id, db, asOf, ct),
            Suspended = await SuspendedVersions.Of(db, asOf).Where(row => row.System == system.Id).Select(row => row.Promotion).OrderBy(code => code).ToListAsync(ct),
            Life = life,
        };
    }

    /// <summary>The published revisions, newest first, each beside the one that it took the place of; null when there is no such entry.</summary>
    public async Task<EntryHistory?> Revisions(string code, AsOf asOf, PageRequest page, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await db.Systems.AsNoTracking().SingleOrDefaultAsync(system => system.Code == code, ct) is not { } system)
            return null;

        var published = db.Revisions.AsNoTracking().Where(revision => revision.System == system.Id && revision.ValidFrom != null);
        if (asOf.At is { } at)
            published = published.Where(revision => revision.ValidFrom <= at);
        var total = await published.CountAsync(ct);
        if (total == 0 && asOf.Day is not null)
            return null;

        // One more than the page has: what its last revision took the place of.
        var rows = await published.OrderByDescending(revision => revision.Number).Skip(page.Skip).Take(page.Size + 1).ToListAsync(ct);
        var views = rows.ConvertAll(revision => View(revision, asOf));
        return new EntryHistory(
            new Page<PublishedRevision>([.. views.Take(page.Size).Select((revision, at) => new PublishedRevision(revision, views.ElementAtOrDefault(at + 1)))], page.Number, page.Size, total),
            await people.ById(PeopleOf(system.FiledBy, views), asOf, ct));
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
            from row in SystemList.Shown(db, AsOf.Now)
            where row.System.OrphanedAt != null && (all || row.Revision.Content.AccountableExecutive == actor.Person)
            orderby row.System.OrphanedAt, row.System.Code
            select new OrphanLine(row.System.Id, row.System.Code, row.Revision.Content.Name, row.System.OrphanedAt ?? row.System.ChangedAt)).Take(PageRequest.MostRows).ToListAsync(ct);
    }

    /// <summary>All systems by code and name, for choosing one.</summary>
    public async Task<IReadOnlyDictionary<SystemId, string>> Names(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await SystemList.Shown(db, AsOf.Now).Select(row => new { row.System.Id, row.System.Code, row.Revision.Content.Name })
            .ToDictionaryAsync(row => row.Id, row => $"{row.Code} {row.Name}", ct);
    }

    /// <summary>Systems by tier and stage, counted as the register's filters count them.</summary>
    public async Task<IReadOnlyList<PortfolioCell>> Portfolio(AsOf asOf, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var groups = await SystemList.Shown(db, asOf)
            .GroupBy(row => new { row.Tier, row.Stage })
            .Select(cell => new { cell.Key.Tier, cell.Key.Stage, Systems = cell.Count() })
            .ToListAsync(ct);
        return [.. groups.Select(cell => new PortfolioCell(cell.Tier, (SystemStage)cell.Stage, cell.Systems))];
    }

    /// <summary>
    /// What stands for a system, inside the caller's transaction; null while nothing is published. A decision reads it again in the
    /// transaction in which it is made.
    /// </summary>
    internal static Task<PublishedEntry?> Published(PortalDb db, SystemId system, CancellationToken ct) => Published(db, system, AsOf.Now, ct);

    /// <summary>The same as it stood on a day.</summary>
    internal static async Task<PublishedEntry?> Published(PortalDb db, SystemId system, AsOf asOf, CancellationToken ct)
    {
        var revisions = db.Revisions.AsNoTracking().Where(revision => revision.System == system);
        revisions = asOf.At is { } at
            ? revisions.Where(revision => revision.ValidFrom <= at && (revision.ValidTo == null || revision.ValidTo > at))
            : revisions.Where(revision => revision.State == EntryState.Published);
        var row = await (from stood in revisions join found in db.Systems.AsNoTracking() on stood.System equals found.Id select new { found.Code, Revision = stood }).SingleOrDefaultAsync(ct);
        if (row is not { Revision: { ConfirmedTier: { } tier, Content: { Lane: { } lane } content } revision })
            return null;

        return new PublishedEntry(
            system, row.Code, content.Name, tier, revision.Number, EntryDigest.Of(content), MaterialFields.Of(content, tier, revision.ConfirmedClass),
            lane, content.MayStop, content.BusinessOwner, content.TechnicalOwner, content.AccountableExecutive, revision.PublishedBy);
    }

    private async Task<EntryView?> Stood(AiSystem system, DateTimeOffset at, AsOf asOf, CancellationToken ct)
    {
        var revisions = system.Revisions.Where(revision => revision.ValidFrom <= at).OrderByDescending(revision => revision.Number).Select(revision => View(revision, asOf)).ToList();
        if (revisions is not [{ State: EntryState.Published } stood, ..])
            return null;

        await using var db = await dbs.CreateDbContextAsync(ct);
        var life = await EntryLife.Of(system, db, asOf, ct);
        return new EntryView(
            system.Id, system.Code, system.Version, system.FiledBy, system.FiledAt, stood.ConfirmedTier, stood, null, revisions,
            await people.ById(PeopleOf(system.FiledBy, revisions).Concat(life.People), asOf, ct))
        {
            Stage = await StageOf(system.Id, db, asOf, ct),
            Suspended = await SuspendedVersions.Of(db, asOf).Where(row => row.System == system.Id).Select(row => row.Promotion).OrderBy(code => code).ToListAsync(ct),
            Life = life,
        };
    }

    private static async Task<SystemStage> StageOf(SystemId system, PortalDb db, AsOf asOf, CancellationToken ct) =>
        (SystemStage)(await SystemList.Shown(db, asOf).Where(row => row.System.Id == system).Select(row => (int?)row.Stage).SingleOrDefaultAsync(ct) ?? (int)SystemStage.Proposed);

    private static IEnumerable<PersonId> PeopleOf(PersonId filedBy, IEnumerable<RevisionView> revisions) => revisions
        .SelectMany(revision => new[]
        {
            revision.Author, revision.SubmittedBy, revision.ConfirmedBy, revision.PublishedBy,
            revision.Content.BusinessOwner, revision.Content.TechnicalOwner, revision.Content.AccountableExecutive,
        })
        .Append(filedBy).OfType<PersonId>();

    private static string? NameOf(PersonId? person, IReadOnlyDictionary<PersonId, PersonLine> names) =>
        person is { } id && names.TryGetValue(id, out var line) ? line.Name : null;

    /// <summary>As it was: what has been superseded since stood then, and was changed last when it was published.</summary>
    private static RevisionView View(SystemRevision revision, AsOf asOf) => asOf.At is { } at && (revision.ValidTo is not { } to || to > at)
        ? View(revision) with { State = EntryState.Published, ChangedAt = revision.ValidFrom ?? revision.ChangedAt, ValidTo = null }
        : View(revision);

    private static RevisionView View(SystemRevision revision) => new(
        revision.Number, revision.State, revision.Content, EntryDigest.Of(revision.Content), revision.Author, revision.ChangedAt,
        revision.SubmittedBy, revision.SubmittedAt, revision.Remarks, revision.Proposal, revision.ScoredClass, revision.ConfirmedTier, revision.ConfirmedClass, revision.ConfirmedBy, revision.ConfirmedAt, revision.ConfirmationReason, revision.PublishedBy, revision.PublishedAt)
    {
        ValidTo = revision.ValidTo,
    };
}
