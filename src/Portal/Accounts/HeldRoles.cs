using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Accounts;

/// <summary>A role that somebody has by way of a group.</summary>
internal sealed record GroupHold(PersonId Person, Role Role, string Group, DateTimeOffset Since, PersonId? AddedBy);

/// <summary>Who holds which role, of their own or by way of a group: the one place that reads it.</summary>
internal static class HeldRoles
{
    /// <summary>The grants that are held now.</summary>
    public static IQueryable<RoleGrant> HeldGrants(this PortalDb db) => db.RoleGrants.Where(grant => grant.State == GrantState.Held);

    /// <summary>The grants that were held at an instant, as their rows say.</summary>
    public static IQueryable<RoleGrant> HeldGrantsAt(this PortalDb db, DateTimeOffset at) =>
        db.RoleGrants.Where(grant => grant.ValidFrom <= at && (grant.ValidTo == null || grant.ValidTo > at));

    /// <summary>What people had by way of groups at an instant.</summary>
    public static async Task<IReadOnlyList<GroupHold>> GroupHoldsAt(this PortalDb db, DateTimeOffset at, CancellationToken ct)
    {
        var rows = await (
            from member in db.GroupMembers
            join role in db.GroupRoles on member.Group equals role.Group
            join named in db.Groups on member.Group equals named.Id
            where member.ValidFrom <= at && (member.ValidTo == null || member.ValidTo > at)
            where role.ValidFrom <= at && (role.ValidTo == null || role.ValidTo > at)
            select new { member.Person, role.Role, named.Name, Joined = member.ValidFrom, Given = role.ValidFrom, member.AddedBy }).ToListAsync(ct);
        return [.. rows.Select(row => new GroupHold(row.Person, row.Role, row.Name, row.Joined > row.Given ? row.Joined : row.Given, row.AddedBy))];
    }

    public static async Task<IReadOnlySet<Role>> RolesOf(this PortalDb db, PersonId person, CancellationToken ct) =>
        (await db.RolesOfAll([person], ct))[person].ToHashSet();

    public static async Task<ILookup<PersonId, Role>> RolesOfAll(this PortalDb db, IReadOnlyCollection<PersonId> people, CancellationToken ct)
    {
        var own = await db.HeldGrants().Where(grant => people.Contains(grant.Person)).Select(grant => new { grant.Person, grant.Role }).ToListAsync(ct);
        var byGroup = await ByGroup(db).Where(held => people.Contains(held.Person)).ToListAsync(ct);
        return own.Select(held => (held.Person, held.Role)).Concat(byGroup.Select(held => (held.Person, held.Role))).Distinct().ToLookup(held => held.Person, held => held.Role);
    }

    /// <summary>What the person holds or is about to hold, of their own or by way of a group.</summary>
    public static async Task<IReadOnlySet<Role>> LiveRolesOf(this PortalDb db, PersonId person, CancellationToken ct)
    {
        var own = await db.RoleGrants.Where(grant => grant.Person == person && GrantMoves.Live.Contains(grant.State)).Select(grant => grant.Role).ToListAsync(ct);
        return own.Concat(await ByGroup(db).Where(held => held.Person == person).Select(held => held.Role).ToListAsync(ct)).ToHashSet();
    }

    public static async Task<IReadOnlyList<PersonId>> HoldersOf(this PortalDb db, Role role, CancellationToken ct)
    {
        var own = await db.HeldGrants().Where(grant => grant.Role == role).Select(grant => grant.Person).ToListAsync(ct);
        var byGroup = await ByGroup(db).Where(held => held.Role == role).Select(held => held.Person).ToListAsync(ct);
        return [.. own.Concat(byGroup).Distinct()];
    }

    private static IQueryable<Held> ByGroup(PortalDb db) =>
        from member in db.GroupMembers
        join role in db.GroupRoles on member.Group equals role.Group
        where member.ValidTo == null && role.ValidTo == null
        select new Held { Person = member.Person, Role = role.Role };

    private sealed class Held
    {
        public PersonId Person { get; init; }

        public Role Role { get; init; }
    }
}
