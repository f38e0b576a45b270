using Portal.Accounts;
using Portal.Data;
using Portal.Shared;

namespace Portal.Findings;

/// <summary>Who may raise and who may judge findings. A token counts as its person.</summary>
internal static class FindingAccess
{
    public static async Task<Refusal?> WhyNotRaise(PortalDb db, Actor actor, NamedSystem? system, CancellationToken ct)
    {
        if (actor.Person is not { } person || !actor.May(Permission.RaiseFindings))
            return new Forbidden("Findings are raised by system owners, risk, validators and on-call.");
        if (WhyNotReach(actor, system?.Id, system?.Code) is { } unreached)
            return unreached;
        if (actor.Reach is { Kind: TokenKind.Pipeline } || system?.IsOwnedBy(person) == true || await RaisesEverywhere(db, person, ct))
            return null;

        return new Forbidden("A system owner raises findings on their own systems.");
    }

    /// <summary>Whether some role of the person, other than an owner's, lets them raise findings: those see every system.</summary>
    public static async Task<bool> RaisesEverywhere(PortalDb db, PersonId person, CancellationToken ct) =>
        (await db.RolesOf(person, ct)).Any(role => role != Role.SystemOwner && Roles.PermissionsOf(role).Contains(Permission.RaiseFindings));

    public static Refusal? WhyNotJudge(Actor actor) =>
        actor.May(Permission.CloseFindings) ? null : new Forbidden("Risk and validators close findings, reopen them and say who has them.");

    /// <summary>A token that is bound to systems does not reach what names none.</summary>
    public static Refusal? WhyNotReach(Actor actor, SystemId? system, string? code) => system is { } named
        ? actor.RefusalOn(named, code ?? "this system")
        : actor.Reach?.Systems is not null ? new Forbidden("This token is bound to systems, and this finding names none.") : null;
}
