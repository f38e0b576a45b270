using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Findings;

/// <summary>Who may ask for an exception, who decides on it and who ends it.</summary>
internal static class ExceptionAccess
{
    public static async Task<Refusal?> WhyNotRequest(PortalDb db, Actor actor, NamedSystem system, CancellationToken ct)
    {
        if (actor.Person is not { } person || !actor.May(Permission.RequestExceptions))
            return new Forbidden("Exceptions are requested by owners and developers of the system, and by risk.");
        if (actor.RefusalOn(system.Id, system.Code) is { } unbound)
            return unbound;

        return actor.May(Permission.ApproveExceptions) || system.IsOwnedBy(person) || await NamedVersions.ContributedTo(db, person).ContainsAsync(system.Id, ct)
            ? null
            : new Forbidden($"Exceptions for {system.Code} are requested by its owners, by who contributed to its versions, and by risk.");
    }

    public static Refusal? WhyNotDecide(Actor actor) =>
        actor.May(Permission.ApproveExceptions) ? null : new Forbidden("Risk and compliance managers decide on exceptions.");

    /// <summary>Risk, or who approved it.</summary>
    public static Refusal? WhyNotEnd(Actor actor, PersonId? approvedBy) =>
        actor.May(Permission.ApproveExceptions) || actor.Is(approvedBy) ? null : new Forbidden("Risk, or who approved it, ends an exception before its last day.");
}
