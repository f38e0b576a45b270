using Portal.Accounts;
using Portal.Data;
using Portal.Integrations;
using Portal.Policies;
using Portal.Shared;

namespace Portal.Assurance;

/// <summary>Who could sign a flow of the policy now.</summary>
internal static class SignersReader
{
    public static async Task<Signers> Read(PortalDb db, Policy policy, DateTimeOffset now, CancellationToken ct)
    {
        Dictionary<Permission, IReadOnlyCollection<PersonId>> people = [];
        foreach (var permission in policy.Flows.SelectMany(flow => flow.Steps).SelectMany(step => step.Permissions).Append(Permission.RequestPromotions).Distinct())
            people[permission] = [.. (await db.WhoMay(permission, ct)).Select(actor => actor.Person).OfType<PersonId>()];
        return new Signers(people, await SeatQueries.Now(db, now, ct));
    }
}
