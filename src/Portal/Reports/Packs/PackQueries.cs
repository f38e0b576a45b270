using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.Shared;

namespace Portal.Reports.Packs;

/// <summary>A pack as it is listed.</summary>
public sealed record PackLine(
    EvidencePackId Id, string Code, string Scope, DateOnly AsOf, long Checkpoint, bool PersonalData, string Reason, PersonLine? By, DateTimeOffset RequestedAt,
    PackState State, string? Because, int Done, int Parts, string Doing, DateTimeOffset? EndedAt, Digest? Content, long Size, DateTimeOffset? ForgottenAt)
{
    public bool IsUnderWay => State is PackState.Queued or PackState.Making;

    public bool IsHere => State == PackState.Ready && ForgottenAt is null;
}

/// <summary>What a pack may be about, for who chooses.</summary>
public sealed record PackChoices(bool Estate, IReadOnlyList<string> Departments, IReadOnlyList<(string Code, string Name)> Systems);

/// <summary>Reads which packs there are.</summary>
public sealed class PackQueries(IDbContextFactory<PortalDb> dbs, PeopleQueries people)
{
    /// <summary>The newest first: all of them for who may make any, else those that this person asked for.</summary>
    public async Task<Page<PackLine>> List(Actor actor, PageRequest page, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var packs = db.EvidencePacks.AsNoTracking();
        if (!actor.May(Permission.MakeAnyPack))
            packs = packs.Where(pack => pack.By == actor.Person);
        if (actor.Reach?.Systems is { } bound)
        {
            var ids = bound.ToList();
            var scopes = await NamedSystems.Of(db, AsOf.Now).Where(system => ids.Contains(system.Id)).Select(system => "system:" + system.Code).ToListAsync(ct);
            packs = packs.Where(pack => scopes.Contains(pack.Scope));
        }

        var total = await packs.CountAsync(ct);
        return new Page<PackLine>(await Lines(await packs.OrderByDescending(pack => pack.RequestedAt).ThenByDescending(pack => pack.Code.Length).ThenByDescending(pack => pack.Code).Skip(page.Skip).Take(page.Size).ToListAsync(ct), ct), page.Number, page.Size, total);
    }

    public async Task<Result<PackLine>> One(Actor actor, string code, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await db.EvidencePacks.AsNoTracking().SingleOrDefaultAsync(pack => pack.Code == code, ct) is not { } pack)
            return new NotFound(code);
        return await PackAccess.WhyNotRead(db, actor, pack, ct) is { } forbidden ? forbidden : (await Lines([pack], ct))[0];
    }

    /// <summary>What this person may make packs of.</summary>
    public async Task<PackChoices> Choices(Actor actor, CancellationToken ct)
    {
        var any = actor.May(Permission.MakeAnyPack);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var systems = NamedSystems.Of(db, AsOf.Now);
        if (!any)
            systems = systems.Where(system => system.FiledBy == actor.Person || system.BusinessOwner == actor.Person || system.TechnicalOwner == actor.Person);
        var named = await systems.OrderBy(system => system.Code.Length).ThenBy(system => system.Code).Select(system => new { system.Code, system.Name }).ToListAsync(ct);
        var departments = any ? await db.Revisions.AsNoTracking().Where(revision => revision.ValidFrom != null && revision.Content.Department != "").Select(revision => revision.Content.Department).Distinct().OrderBy(name => name).ToListAsync(ct) : [];
        return new PackChoices(any, departments, [.. named.Select(system => (system.Code, system.Name))]);
    }

    private async Task<IReadOnlyList<PackLine>> Lines(IReadOnlyList<EvidencePack> packs, CancellationToken ct)
    {
        var named = await people.ById(packs.Select(pack => pack.By), ct);
        return [.. packs.Select(pack => new PackLine(
            pack.Id, pack.Code, pack.Scope, pack.Asked, pack.Checkpoint, pack.PersonalData, pack.Reason, named.GetValueOrDefault(pack.By), pack.RequestedAt,
            pack.State, pack.Because, pack.Done, pack.Parts, pack.Doing, pack.EndedAt, pack.Content, pack.Size, pack.ForgottenAt))];
    }
}
