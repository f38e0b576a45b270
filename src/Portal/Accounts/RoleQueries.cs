using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Accounts;

/// <summary>One grant as people read it: who, what, since when, by whom.</summary>
public sealed record GrantLine(
    RoleGrantId Id, PersonId Person, string PersonName, Role Role, GrantState State, Digest Digest,
    PersonId? ProposedBy, string? ProposedByName, DateTimeOffset ProposedAt, string Reason,
    string? DecidedByName, DateTimeOffset? ValidFrom, DateTimeOffset? ValidTo, string? EndedByName, string EndReason, bool Bootstrap)
{
    /// <summary>When it ended one way or the other; what still holds or waits has no end.</summary>
    public DateTimeOffset? OverAt { get; init; }
}

public sealed record RoleLine(Role Role, bool TakesTwo, int Holders, IReadOnlyList<Permission> Permissions);

/// <summary>Reads grants: those of a person, those that wait for a second administrator, and how many hold what.</summary>
public sealed class RoleQueries(IDbContextFactory<PortalDb> dbs, PeopleQueries people)
{
    /// <summary>All grants of a person, what holds or waits first, then the newest.</summary>
    public async Task<IReadOnlyList<GrantLine>> Of(PersonId person, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var rows = await db.RoleGrants.AsNoTracking().Where(grant => grant.Person == person).ToListAsync(ct);
        var lines = await Lines(rows, ct);
        return [.. lines.OrderBy(line => line.OverAt is not null).ThenByDescending(line => line.OverAt).ThenBy(line => line.Role).ThenBy(line => line.Id.Value)];
    }

    /// <summary>Proposed grants, the longest waiting first.</summary>
    public async Task<IReadOnlyList<GrantLine>> Waiting(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var rows = await db.RoleGrants.AsNoTracking().Where(grant => grant.State == GrantState.Proposed)
            .OrderBy(grant => grant.ProposedAt).ThenBy(grant => grant.Id).Take(PageRequest.MostRows).ToListAsync(ct);
        return await Lines(rows, ct);
    }

    public async Task<IReadOnlyList<RoleLine>> All(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        List<RoleLine> lines = [];
        foreach (var role in Enum.GetValues<Role>())
            lines.Add(new RoleLine(role, RoleRules.TakesTwo(role), (await db.HoldersOf(role, ct)).Count, Roles.PermissionsOf(role)));
        return lines;
    }

    /// <summary>Whether one administrator grants alone, since there is no second one to confirm.</summary>
    public async Task<bool> InSetUp(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await Administration.InSetUp(db, ct);
    }

    internal async Task<IReadOnlyList<GrantLine>> Lines(IReadOnlyList<RoleGrant> grants, CancellationToken ct)
    {
        var names = await people.ById(grants.SelectMany(grant => new[] { grant.Person, grant.ProposedBy, grant.DecidedBy, grant.EndedBy }).OfType<PersonId>(), ct);
        return [.. grants.Select(grant => new GrantLine(
            grant.Id, grant.Person, names[grant.Person].Name, grant.Role, grant.State, grant.Digest,
            grant.ProposedBy, NameOf(grant.ProposedBy), grant.ProposedAt, grant.Reason,
            NameOf(grant.DecidedBy), grant.ValidFrom, grant.ValidTo, NameOf(grant.EndedBy), grant.EndReason, grant.Bootstrap)
        {
            OverAt = grant.State == GrantState.Declined ? grant.DecidedAt : grant.ValidTo,
        })];

        string? NameOf(PersonId? person) => person is { } id ? names[id].Name : null;
    }
}
