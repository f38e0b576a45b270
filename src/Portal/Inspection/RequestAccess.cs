using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.Shared;

namespace Portal.Inspection;

/// <summary>Who reads, answers and judges what inspectors ask.</summary>
internal static class RequestAccess
{
    public static Refusal? WhyNotAsk(Actor actor) =>
        actor.May(Permission.Inspect) && actor.Through == Through.Session && actor.Person is not null
            ? null
            : new Forbidden("Evidence is asked for by auditors and risk, in the pages.");

    /// <summary>The owners of the system, where they are asked; risk answers whatever is asked.</summary>
    public static Refusal? WhyNotAnswer(Actor actor, AskedOf askedOf, NamedSystem? system) =>
        actor.Through == Through.Session && actor.Person is { } person
        && (actor.May(Permission.AnswerInspectors) || (askedOf == AskedOf.Owners && system?.IsOwnedBy(person) == true))
            ? null
            : new Forbidden(askedOf == AskedOf.Owners ? "The owners of the system or risk answer this, in the page." : "Risk answers this, in the page.");

    /// <summary>Whoever asked; another inspector once that person cannot act any more.</summary>
    public static async Task<Refusal?> WhyNotJudge(PortalDb db, Actor actor, PersonId askedBy, CancellationToken ct)
    {
        if (WhyNotAsk(actor) is { } unfit)
            return unfit;
        if (actor.Is(askedBy) || await db.Users.AnyAsync(user => user.Id == askedBy.Value && user.State != PersonState.Active, ct))
            return null;

        return new Forbidden("Whoever asked says whether the answer is enough.");
    }
}
