using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Accounts;

/// <summary>Who holds which role: the one place that reads it.</summary>
internal static class HeldRoles
{
    /// <summary>The grants that are held now.</summary>
    public static IQueryable<RoleGrant> HeldGrants(this PortalDb db) => db.RoleGrants.Where(grant => grant.State == GrantState.Held);

    /// <summary>The grants that were held at an instant, as their rows say.</summary>
    public static IQueryable<RoleGrant> HeldGrantsAt(this PortalDb db, DateTimeOffset at) =>
        db.RoleGrants.Where(grant => grant.ValidFrom <= at && (grant.ValidTo == null || grant.ValidTo > at));

    public static async Task<IReadOnlySet<Role>> RolesOf(this PortalDb db, PersonId person, CancellationToken ct) =>
        (await db.HeldGrants().Where(grant => grant.Person == person).Select(grant => grant.Role).ToListAsync(ct)).ToHashSet();

    public static async Task<ILookup<PersonId, Role>> RolesOfAll(this PortalDb db, IReadOnlyCollection<PersonId> people, CancellationToken ct) =>
        (await db.HeldGrants().Where(grant => people.Contains(grant.Person)).Select(grant => new { grant.Person, grant.Role }).ToListAsync(ct))
            .ToLookup(held => held.Person, held => held.Role);

    /// <summary>What the person holds or is about to hold.</summary>
    public static async Task<IReadOnlySet<Role>> LiveRolesOf(this PortalDb db, PersonId person, CancellationToken ct) =>
        (await db.RoleGrants.Where(grant => grant.Person == person && GrantMoves.Live.Contains(grant.State)).Select(grant => grant.Role).ToListAsync(ct)).ToHashSet();

    public static async Task<IReadOnlyList<PersonId>> HoldersOf(this PortalDb db, Role role, CancellationToken ct) =>
        await db.HeldGrants().Where(grant => grant.Role == role).Select(grant => grant.Person).Distinct().ToListAsync(ct);
}
