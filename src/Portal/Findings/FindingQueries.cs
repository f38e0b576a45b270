using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.Shared;

namespace Portal.Findings;

/// <summary>Reads findings, as they stand or stood on a day.</summary>
public sealed class FindingQueries(IDbContextFactory<PortalDb> dbs, PeopleQueries people, Calendar calendar)
{
    public async Task<Page<FindingLine>> List(FindingFilter filter, FindingOrder order, PageRequest page, AsOf asOf, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var rows = filter.Apply(db, asOf);
        var total = await rows.CountAsync(ct);
        var found = await FindingList.Sorted(db, rows, order).Skip(page.Skip).Take(page.Size).ToListAsync(ct);
        return new Page<FindingLine>(await Lines(db, found, asOf, ct), page.Number, page.Size, total);
    }

    /// <summary>What is said to be done and waits for this person to look at it, the longest waiting first.</summary>
    public async Task<IReadOnlyList<FindingLine>> WaitingFor(Actor actor, CancellationToken ct)
    {
        if (!actor.May(Permission.CloseFindings) || actor.Person is not { } person)
            return [];

        await using var db = await dbs.CreateDbContextAsync(ct);
        var rows = await FindingList.Stood(db, AsOf.Now)
            .Where(row => row.Stands.State == FindingState.Claimed && row.Stands.Owner != person && row.Finding.ClaimedBy != person)
            .OrderBy(row => row.Stands.ValidFrom).ThenBy(row => row.Finding.Code).Take(PageRequest.MostRows).ToListAsync(ct);
        return await Lines(db, rows, AsOf.Now, ct);
    }

    /// <summary>The finding with its story; null when there is none of that code, or was none yet.</summary>
    public async Task<FindingView?> One(string code, AsOf asOf, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await FindingList.Stood(db, asOf).SingleOrDefaultAsync(row => row.Finding.Code == code, ct) is not { } row)
            return null;

        var id = row.Finding.Id;
        var revisions = await db.FindingRevisions.AsNoTracking().Where(revision => revision.Finding == id && revision.Number <= row.Stands.Number).OrderBy(revision => revision.Number).ToListAsync(ct);
        var named = revisions.SelectMany(revision => new[] { revision.By, revision.Owner }).OfType<PersonId>();
        var claimed = row.Stands.State == FindingState.Open ? null : revisions.FindLast(revision => revision.Act == FindingAct.Claimed)?.By;
        return new FindingView(
            (await Lines(db, [row], asOf, ct))[0], row.Finding.Text, row.Finding.About, row.Finding.RaisedBy, claimed,
            [.. revisions.Select(revision => new FindingStep(revision.Number, revision.Act, revision.By, revision.Words, revision.State, revision.Owner, revision.Due, revision.ValidFrom))],
            await people.ById(named, asOf, ct));
    }

    /// <summary>The findings that pass and come after a code, so many of them, for a table.</summary>
    public async Task<IReadOnlyList<FindingRow>> Rows(FindingFilter filter, string? after, int most, AsOf asOf, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var rows = filter.Apply(db, asOf);
        if (after is not null)
            rows = rows.Where(row => row.Finding.Code.Length > after.Length || (row.Finding.Code.Length == after.Length && row.Finding.Code.CompareTo(after) > 0));
        var found = await FindingList.Sorted(db, rows, new FindingOrder(FindingColumn.Code, SortDirection.Ascending)).Take(most).ToListAsync(ct);
        var ids = found.ConvertAll(row => row.Finding.Id);
        var claims = (await db.FindingRevisions.AsNoTracking().Where(revision => ids.Contains(revision.Finding) && revision.Act == FindingAct.Claimed).ToListAsync(ct)).ToLookup(revision => revision.Finding);
        var named = await people.ById(found.SelectMany(row => new[] { row.Finding.RaisedBy, row.Stands.Owner }).OfType<PersonId>(), asOf, ct);
        var lines = (await Lines(db, found, asOf, ct)).ToDictionary(line => line.Id);
        return
        [
            .. found.Select(row => new FindingRow(
                lines[row.Finding.Id], row.Finding.Text, row.Finding.About,
                row.Finding.RaisedBy is { } by ? named.GetValueOrDefault(by)?.Name ?? "" : "The portal", named.GetValueOrDefault(row.Stands.Owner)?.Email ?? "",
                row.Stands.State == FindingState.Open ? "" : claims[row.Finding.Id].Where(claim => claim.Number <= row.Stands.Number).MaxBy(claim => claim.Number)?.Words ?? "")),
        ];
    }

    public async Task<FindingCounts> Counts(AsOf asOf, CancellationToken ct)
    {
        var today = asOf.Day ?? calendar.Today;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var rows = FindingList.Stood(db, asOf);
        var open = rows.Where(row => row.Stands.State != FindingState.Closed);
        return new FindingCounts(
            await rows.CountAsync(ct), await open.CountAsync(ct), await open.CountAsync(row => row.Finding.Severity == FindingSeverity.Severe, ct),
            await open.CountAsync(row => row.Stands.Due < today, ct), await open.CountAsync(row => row.Stands.State == FindingState.Claimed, ct));
    }

    /// <summary>The systems and owners that findings name.</summary>
    public async Task<FindingChoices> Choices(AsOf asOf, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var systems = await FindingList.Stood(db, asOf).Select(row => row.Finding.System).Distinct().ToListAsync(ct);
        var owners = await FindingList.Stood(db, asOf).Select(row => row.Stands.Owner).Distinct().ToListAsync(ct);
        var named = await NamedSystems.ById(db, systems.OfType<SystemId>(), asOf, ct);
        return new FindingChoices(
            [.. named.Values.OrderBy(system => system.Code.Length).ThenBy(system => system.Code, StringComparer.Ordinal).Select(system => new FindingSystem(system.Code, system.Name))],
            [.. (await people.ById(owners, asOf, ct)).Values.OrderBy(owner => owner.Name, StringComparer.OrdinalIgnoreCase)]);
    }

    /// <summary>The systems on which this person may raise findings: an owner's own, or all.</summary>
    public async Task<IReadOnlyList<FindingSystem>> MayRaiseOn(Actor actor, CancellationToken ct)
    {
        if (!actor.May(Permission.RaiseFindings) || actor.Person is not { } person)
            return [];

        await using var db = await dbs.CreateDbContextAsync(ct);
        var systems = NamedSystems.Of(db, AsOf.Now);
        if (!await FindingAccess.RaisesEverywhere(db, person, ct))
            systems = systems.Where(system => system.FiledBy == person || system.BusinessOwner == person || system.TechnicalOwner == person);
        return await systems.OrderBy(system => system.Code.Length).ThenBy(system => system.Code).Select(system => new FindingSystem(system.Code, system.Name)).ToListAsync(ct);
    }

    public async Task<bool> MayRaise(Actor actor, SystemId system, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await NamedSystems.Find(db, system, ct) is { } named && await FindingAccess.WhyNotRaise(db, actor, named, ct) is null;
    }

    /// <summary>Whether this person may raise a finding that names no system, too.</summary>
    public async Task<bool> MayRaiseOnNone(Actor actor, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await FindingAccess.WhyNotRaise(db, actor, null, ct) is null;
    }

    private async Task<IReadOnlyList<FindingLine>> Lines(PortalDb db, IReadOnlyList<FindingList.Row> rows, AsOf asOf, CancellationToken ct)
    {
        var systems = await NamedSystems.ById(db, rows.Select(row => row.Finding.System).OfType<SystemId>(), asOf, ct);
        var owners = await people.ById(rows.Select(row => row.Stands.Owner), asOf, ct);
        var today = asOf.Day ?? calendar.Today;
        return [.. rows.Select(row => Line(row, row.Finding.System is { } system ? systems.GetValueOrDefault(system) : null, owners.GetValueOrDefault(row.Stands.Owner), today))];
    }

    private static FindingLine Line(FindingList.Row row, NamedSystem? system, PersonLine? owner, DateOnly today) => new(
        row.Finding.Id, row.Finding.Code, row.Finding.Source, row.Finding.Severity, row.Finding.Title, row.Finding.System, system?.Code, system?.Name,
        row.Stands.Owner, owner?.Name ?? "Somebody without an account", row.Stands.Due, row.Stands.State, row.Finding.RaisedAt,
        row.Stands.State == FindingState.Closed ? row.Stands.ValidFrom : null, today);
}
