using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.Shared;

namespace Portal.Findings;

/// <summary>Reads what is tolerated, and what is asked for.</summary>
public sealed class ExceptionQueries(IDbContextFactory<PortalDb> dbs, PeopleQueries people, TimeProvider time)
{
    public async Task<Page<ExceptionLine>> List(ExceptionFilter filter, ExceptionOrder order, PageRequest page, AsOf asOf, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var rows = filter.Apply(db, asOf);
        var total = await rows.CountAsync(ct);
        return new Page<ExceptionLine>(await Lines(db, order.Sort(db, rows).Skip(page.Skip).Take(page.Size), asOf, ct), page.Number, page.Size, total);
    }

    /// <summary>The exceptions that pass and come after a code, so many of them.</summary>
    public async Task<IReadOnlyList<ExceptionLine>> Rows(ExceptionFilter filter, string? after, int most, AsOf asOf, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var rows = filter.Apply(db, asOf);
        if (after is not null)
            rows = rows.Where(row => row.Exception.Code.Length > after.Length || (row.Exception.Code.Length == after.Length && row.Exception.Code.CompareTo(after) > 0));
        return await Lines(db, new ExceptionOrder(ExceptionColumn.Code, SortDirection.Ascending).Sort(db, rows).Take(most), asOf, ct);
    }

    /// <summary>The exceptions of a system: what is asked for, what holds, then the last ended.</summary>
    public async Task<IReadOnlyList<ExceptionLine>> OfSystem(SystemId system, AsOf asOf, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await Lines(db, ExceptionOrder.ByUrgency.Sort(db, ExceptionList.Stood(db, asOf).Where(row => row.Exception.System == system)), asOf, ct);
    }

    /// <summary>Null when there is none of that code, or was none yet.</summary>
    public async Task<ExceptionLine?> One(string code, AsOf asOf, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return (await Lines(db, ExceptionList.Stood(db, asOf).Where(row => row.Exception.Code == code), asOf, ct)).SingleOrDefault();
    }

    public async Task<ExceptionCounts> Counts(AsOf asOf, CancellationToken ct)
    {
        var at = asOf.At ?? time.GetUtcNow();
        var soon = at.AddDays(30);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var rows = ExceptionList.Stood(db, asOf);
        var live = rows.Where(row => row.EndedAt == null);
        return new ExceptionCounts(
            await rows.CountAsync(ct), await live.CountAsync(row => row.ApprovedAt == null, ct),
            await live.CountAsync(row => row.ApprovedAt != null && row.Exception.ExpiresAt > at, ct), await live.CountAsync(row => row.ApprovedAt != null && row.Exception.ExpiresAt > at && row.Exception.ExpiresAt <= soon, ct));
    }

    /// <summary>The systems that exceptions name.</summary>
    public async Task<IReadOnlyList<FindingSystem>> Systems(AsOf asOf, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var named = await NamedSystems.ById(db, await ExceptionList.Stood(db, asOf).Select(row => row.Exception.System).Distinct().ToListAsync(ct), asOf, ct);
        return [.. named.Values.OrderBy(system => system.Code.Length).ThenBy(system => system.Code, StringComparer.Ordinal).Select(system => new FindingSystem(system.Code, system.Name))];
    }

    /// <summary>The systems for which this person may ask for an exception.</summary>
    public async Task<IReadOnlyList<FindingSystem>> MayRequestFor(Actor actor, CancellationToken ct)
    {
        if (!actor.May(Permission.RequestExceptions) || actor.Person is not { } person)
            return [];

        await using var db = await dbs.CreateDbContextAsync(ct);
        var systems = NamedSystems.Of(db, AsOf.Now);
        var made = NamedVersions.ContributedTo(db, person);
        if (!actor.May(Permission.ApproveExceptions))
            systems = systems.Where(system => system.FiledBy == person || system.BusinessOwner == person || system.TechnicalOwner == person || made.Contains(system.Id));
        return await systems.OrderBy(system => system.Code.Length).ThenBy(system => system.Code).Select(system => new FindingSystem(system.Code, system.Name)).ToListAsync(ct);
    }

    public async Task<bool> MayRequest(Actor actor, SystemId system, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await NamedSystems.Find(db, system, ct) is { } named && await ExceptionAccess.WhyNotRequest(db, actor, named, ct) is null;
    }

    /// <summary>Why this person may not sign it, in one sentence; null when they may.</summary>
    public async Task<string?> WhyNotApprove(Actor actor, ExceptionLine line, CancellationToken ct)
    {
        if (ExceptionAccess.WhyNotDecide(actor) is { } refusal)
            return refusal.Message;
        if (actor.Person is not { } person)
            return "That is done by a person.";

        await using var db = await dbs.CreateDbContextAsync(ct);
        return ExceptionRules.WhyNotApprove(person, line.RequestedById, line.ModelVersion is { } version && await NamedVersions.Contributed(db, version, person, ct));
    }

    private async Task<IReadOnlyList<ExceptionLine>> Lines(PortalDb db, IQueryable<ExceptionList.Row> found, AsOf asOf, CancellationToken ct)
    {
        var at = asOf.At ?? time.GetUtcNow();
        var rows = (await found.Select(row => row.Exception).ToListAsync(ct)).ConvertAll(row => asOf.At is null ? row : row.AsItStood(at));
        var systems = await NamedSystems.ById(db, rows.Select(row => row.System), asOf, ct);
        var versions = await NamedVersions.Labels(db, rows.Select(row => row.ModelVersion).OfType<VersionId>(), ct);
        var names = await people.ById(rows.SelectMany(row => new[] { row.RequestedBy, row.ApprovedBy, row.EndedBy }).OfType<PersonId>(), asOf, ct);
        return [.. rows.Select(row => new ExceptionLine(
            row.Id, row.Code, row.System, systems.GetValueOrDefault(row.System)?.Code ?? "", systems.GetValueOrDefault(row.System)?.Name ?? "", row.Rule, row.Subject,
            row.ModelVersion, row.ModelVersion is { } version ? versions.GetValueOrDefault(version) : null, row.What, row.Reason, row.CompensatingControl, row.State, row.Holds(at),
            row.RequestedBy, NameOf(row.RequestedBy), row.RequestedAt, row.ApprovedBy, NameOf(row.ApprovedBy), row.ApprovedAt, row.ExpiresAt, row.LastDay,
            row.EndedAt, row.Ended, NameOf(row.EndedBy), row.EndedBecause, row.Content))];

        string? NameOf(PersonId? person) => person is { } id ? names.GetValueOrDefault(id)?.Name ?? "Somebody without an account" : null;
    }
}

public sealed record ExceptionLine(
    ExceptionId Id, string Code, SystemId SystemId, string System, string SystemName, ExceptionRule Rule, string Subject, VersionId? ModelVersion, string? Version,
    string What, string Reason, string CompensatingControl, ExceptionState State, bool Holds,
    PersonId? RequestedById, string? RequestedBy, DateTimeOffset? RequestedAt, PersonId? ApprovedById, string? ApprovedBy, DateTimeOffset? ApprovedAt,
    DateTimeOffset ExpiresAt, DateOnly LastDay, DateTimeOffset? EndedAt, ExceptionEnd? Ended, string? EndedBy, string EndedBecause, Digest Content);

/// <summary>How many exceptions there are, wait for risk, hold, and of these run out within 30 days.</summary>
public sealed record ExceptionCounts(int All, int Requested, int Holding, int RunningOut);
