using Portal.Data;
using Portal.Shared;

namespace Portal.Reports.Packs;

/// <summary>Who takes evidence out: some roles of everything, an owner of the own systems. A token counts as its person, and reaches what it is bound to.</summary>
internal static class PackAccess
{
    public static async Task<Refusal?> WhyNotMake(PortalDb db, Actor actor, PackScope scope, CancellationToken ct)
    {
        if (actor.Person is not { } person || !actor.May(Permission.MakePacks))
            return new Forbidden("Evidence packs are for auditors, risk, the board's chair, executives and system owners.");
        if (scope is not PackScope.OfSystem { Code: var code })
            return actor.Reach?.Systems is not null ? new Forbidden("This token is bound to systems, and the pack is about more than one.")
                : actor.May(Permission.MakeAnyPack) ? null
                : new Forbidden("A system owner makes packs of their own systems.");

        // Whether there is such a system is told apart from whether it is theirs: everybody reads the register.
        if (await NamedSystems.Find(db, code, ct) is not { } system)
            return null;
        return actor.RefusalOn(system.Id, code) ?? (actor.May(Permission.MakeAnyPack) || system.IsOwnedBy(person) ? null : new Forbidden("A system owner makes packs of their own systems."));
    }

    /// <summary>What was made is read by who may make any, and by who asked for it.</summary>
    public static async Task<Refusal?> WhyNotRead(PortalDb db, Actor actor, EvidencePack pack, CancellationToken ct)
    {
        if (!actor.May(Permission.MakePacks) || !(actor.May(Permission.MakeAnyPack) || actor.Is(pack.By)))
            return new Forbidden($"{pack.Code} is for who asked for it, auditors, risk, the board's chair and executives.");
        if (actor.Reach?.Systems is null)
            return null;
        return PackScope.Of(pack.Scope) is PackScope.OfSystem { Code: var code } && await NamedSystems.Find(db, code, ct) is { } system
            ? actor.RefusalOn(system.Id, code)
            : new Forbidden("This token is bound to systems, and the pack is about more than one.");
    }
}
