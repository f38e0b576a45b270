using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Accounts;

/// <summary>What every act of administration asks first.</summary>
internal static class Administration
{
    /// <summary>In a page and by an administrator: a token holds nobody's roles and gives none.</summary>
    public static Refusal? RefusalOf(Actor actor) =>
        actor.May(Permission.ManagePeople) && actor.Through == Through.Session && actor.Person is not null
            ? null
            : new Forbidden("People and roles are administered by administrators, in the pages.");

    /// <summary>
    /// Set-up mode: fewer than two administrators can act, so nobody could confirm. Not only at the beginning: an organisation
    /// that lost one must be able to appoint another, and each such grant is marked.
    /// </summary>
    public static async Task<bool> InSetUp(PortalDb db, CancellationToken ct)
    {
        var holders = (await db.HoldersOf(Role.Administrator, ct)).Select(person => person.Value).ToList();
        return await db.Users.CountAsync(user => holders.Contains(user.Id) && user.State == PersonState.Active, ct) < 2;
    }

    /// <summary>What is wrong with a reason that must be given.</summary>
    public static Refusal? FaultOf(string reason) => PlainText.RemarkProblem(reason, RoleGrant.LongestReason) is { } problem
        ? new Invalid("reason", problem)
        : string.IsNullOrWhiteSpace(reason) ? new Invalid("reason", "Say why: the reason is on record.") : null;
}
