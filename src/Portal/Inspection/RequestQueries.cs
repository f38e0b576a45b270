using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.Shared;

namespace Portal.Inspection;

/// <summary>A row of the list of requests.</summary>
public sealed record RequestLine(
    EvidenceRequestId Id, string Code, string Title, string About, AskedOf AskedOf, string? System, string? SystemName, DateOnly Due, string AskedBy, DateTimeOffset AskedAt, RequestState State, DateOnly Today)
{
    public bool IsWaiting => RequestMoves.Waiting.Contains(State);

    public bool IsOverdue => IsWaiting && Due < Today;
}

/// <summary>A request with its story, and what its reader may do about it.</summary>
public sealed record RequestView(RequestLine Line, string Text, IReadOnlyList<RequestStepLine> Steps, bool MayAnswer, bool MayJudge, IReadOnlyDictionary<PersonId, PersonLine> People)
{
    public string NameOf(PersonId person) => People.GetValueOrDefault(person)?.Name ?? "Somebody without an account";
}

public sealed record RequestStepLine(int Number, RequestAct Act, PersonId By, string Words, string Source, DateTimeOffset At);

/// <summary>Which requests; every part that is absent lets all pass.</summary>
public sealed record RequestFilter(IReadOnlyList<RequestState> States, string? System = null, PersonId? AskedBy = null)
{
    /// <summary>What was asked because of a line of this sample.</summary>
    public string? AboutSample { get; init; }

    public static RequestFilter All { get; } = new([]);
}

/// <summary>Reads what inspectors ask. Who may read the audit reads all of it, others what is asked of them.</summary>
public sealed class RequestQueries(IDbContextFactory<PortalDb> dbs, PeopleQueries people, Calendar calendar)
{
    public async Task<Page<RequestLine>> List(Actor reader, RequestFilter filter, PageRequest page, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var rows = Matching(db, Readable(db, reader), filter);
        var total = await rows.CountAsync(ct);
        var found = await rows.OrderBy(row => row.State == RequestState.Accepted || row.State == RequestState.Withdrawn).ThenBy(row => row.Due).ThenBy(row => row.Code).Skip(page.Skip).Take(page.Size).ToListAsync(ct);
        return new Page<RequestLine>(await Lines(db, found, ct), page.Number, page.Size, total);
    }

    /// <summary>What is asked of this person and not answered: an owner's own systems, for risk what risk is asked; the soonest due first.</summary>
    public async Task<IReadOnlyList<RequestLine>> WaitingFor(Actor actor, CancellationToken ct)
    {
        if (actor.Person is not { } person)
            return [];

        await using var db = await dbs.CreateDbContextAsync(ct);
        var owned = OwnedBy(db, person);
        var answers = actor.May(Permission.AnswerInspectors);
        var rows = db.EvidenceRequests.AsNoTracking().Where(row => (row.State == RequestState.Open || row.State == RequestState.Returned) && row.AskedBy != person)
            .Where(row => (row.AskedOf == AskedOf.Owners && owned.Any(system => system == row.System)) || (answers && row.AskedOf == AskedOf.Risk));
        return await Lines(db, await rows.OrderBy(row => row.Due).ThenBy(row => row.Code).Take(PageRequest.MostRows).ToListAsync(ct), ct);
    }

    /// <summary>What was answered to this person and waits for their word.</summary>
    public async Task<IReadOnlyList<RequestLine>> AnsweredTo(PersonId person, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var rows = db.EvidenceRequests.AsNoTracking().Where(row => row.State == RequestState.Answered && row.AskedBy == person);
        return await Lines(db, await rows.OrderBy(row => row.Due).ThenBy(row => row.Code).Take(PageRequest.MostRows).ToListAsync(ct), ct);
    }

    /// <summary>Null when there is none of that code, or none that this reader may see.</summary>
    public async Task<RequestView?> One(Actor reader, string code, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await Readable(db, reader).SingleOrDefaultAsync(row => row.Code == code, ct) is not { } request)
            return null;

        var id = request.Id;
        var steps = await db.RequestSteps.AsNoTracking().Where(step => step.Request == id).OrderBy(step => step.Number).ToListAsync(ct);
        var system = request.System is { } named ? await NamedSystems.Find(db, named, ct) : null;
        return new RequestView(
            (await Lines(db, [request], ct))[0], request.Text, [.. steps.Select(step => new RequestStepLine(step.Number, step.Act, step.By, step.Words, step.Source, step.At))],
            RequestAccess.WhyNotAnswer(reader, request.AskedOf, system) is null && !reader.Is(request.AskedBy), await RequestAccess.WhyNotJudge(db, reader, request.AskedBy, ct) is null,
            await people.ById(steps.Select(step => step.By), ct));
    }

    /// <summary>The systems, for choosing whose owners are asked.</summary>
    public async Task<IReadOnlyList<AskedSystem>> Systems(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await NamedSystems.Of(db, AsOf.Now).OrderBy(system => system.Code.Length).ThenBy(system => system.Code).Select(system => new AskedSystem(system.Code, system.Name)).ToListAsync(ct);
    }

    private static IQueryable<EvidenceRequest> Readable(PortalDb db, Actor reader)
    {
        var rows = db.EvidenceRequests.AsNoTracking();
        if (reader.May(Permission.ReadAudit) || reader.May(Permission.AnswerInspectors))
            return rows;

        var owned = OwnedBy(db, reader.Person.GetValueOrDefault());
        return rows.Where(row => row.AskedOf == AskedOf.Owners && owned.Any(system => system == row.System));
    }

    private static IQueryable<SystemId?> OwnedBy(PortalDb db, PersonId person) => NamedSystems.Of(db, AsOf.Now)
        .Where(system => system.FiledBy == person || system.BusinessOwner == person || system.TechnicalOwner == person).Select(system => (SystemId?)system.Id);

    private static IQueryable<EvidenceRequest> Matching(PortalDb db, IQueryable<EvidenceRequest> rows, RequestFilter filter)
    {
        if (filter.States.Count > 0)
            rows = rows.Where(row => filter.States.Contains(row.State));
        if (filter.System is { } code)
            rows = rows.Where(row => NamedSystems.Of(db, AsOf.Now).Any(system => system.Id == row.System && system.Code == code));
        if (filter.AskedBy is { } person)
            rows = rows.Where(row => row.AskedBy == person);
        if (filter.AboutSample is not { } sample)
            return rows;

        var lines = sample + " ";
        return rows.Where(row => row.About.StartsWith(lines));
    }

    private async Task<IReadOnlyList<RequestLine>> Lines(PortalDb db, IReadOnlyList<EvidenceRequest> rows, CancellationToken ct)
    {
        var systems = await NamedSystems.ById(db, rows.Select(row => row.System).OfType<SystemId>(), AsOf.Now, ct);
        var named = await people.ById(rows.Select(row => row.AskedBy), ct);
        return [.. rows.Select(row => Line(row, row.System is { } system ? systems.GetValueOrDefault(system) : null, named.GetValueOrDefault(row.AskedBy)?.Name ?? "Somebody without an account", calendar.Today))];
    }

    private static RequestLine Line(EvidenceRequest row, NamedSystem? system, string askedBy, DateOnly today) =>
        new(row.Id, row.Code, row.Title, row.About, row.AskedOf, system?.Code, system?.Name, row.Due, askedBy, row.AskedAt, row.State, today);
}

/// <summary>A system that can be named in a request.</summary>
public sealed record AskedSystem(string Code, string Name);
