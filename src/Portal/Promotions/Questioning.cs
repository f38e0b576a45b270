using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Register;
using Portal.Shared;

namespace Portal.Promotions;

/// <summary>Who asks and who answers.</summary>
internal static class Questioning
{
    public static bool MayAsk(Actor actor, Promotion promotion) =>
        actor is { Through: Through.Session, Person: { } person } && person != promotion.Requester
        && (actor.May(Permission.LeadBoard) || promotion.Flow.Steps.SelectMany(step => step.Permissions).Any(actor.May));

    public static async Task<bool> MayAnswer(PortalDb db, Actor actor, Promotion promotion, CancellationToken ct) =>
        actor is { Through: Through.Session, Person: { } person }
        && (person == promotion.Requester
            || (await RegisterQueries.Published(db, promotion.System, ct))?.People.Contains(person) == true
            || await db.Versions.AnyAsync(version => version.Id == promotion.ModelVersion && version.Contributors.Any(contributor => contributor.Person == person), ct));
}
