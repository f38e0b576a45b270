using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Accounts.Oidc;

/// <summary>Keeps the roles that came from the provider's groups in step with them, at each sign-in. What people granted is not touched.</summary>
internal static class ProviderRoles
{
    private const string Granted = "A group of the sign-in provider means this role.";
    private const string Ended = "No group of the sign-in provider means this role any more.";

    public static Actor Worker { get; } = Actor.System("sign-in");

    /// <summary>The roles that the person holds then.</summary>
    public static async Task<IReadOnlySet<Role>> Follow(PortalDb db, PersonId person, IReadOnlySet<Role> meant, DateTimeOffset now, CancellationToken ct)
    {
        var held = (await db.RolesOf(person, ct)).ToHashSet();
        var live = (await db.LiveRolesOf(person, ct)).ToHashSet();
        var ours = await db.HeldGrants().Where(grant => grant.Person == person && grant.ProposedBy == null && grant.Reason == Granted).ToListAsync(ct);
        foreach (var grant in ours.Where(grant => !meant.Contains(grant.Role)))
        {
            _ = grant.End(null, Ended, now);
            held.Remove(grant.Role);
            live.Remove(grant.Role);
            db.Record(new EntryDraft(Worker, now, "role.taken-away", person.ToString()) { Before = grant.Digest, Reason = Ended, Details = GrantRole.DetailsOf(grant) });
        }

        foreach (var role in meant.Where(role => !RoleRules.TakesTwo(role) && !live.Contains(role) && RoleRules.Conflict(role, live) is null).Order())
        {
            var grant = RoleGrant.Proposed(person, role, by: null, Granted, now);
            grant.HoldAlone(bootstrap: false, now);
            db.RoleGrants.Add(grant);
            held.Add(role);
            live.Add(role);
            db.Record(new EntryDraft(Worker, now, "role.granted", person.ToString()) { After = grant.Digest, Reason = Granted, Details = GrantRole.DetailsOf(grant) });
        }

        return held;
    }
}
