using Portal.Data;
using Portal.Integrations;
using Portal.Integrations.Mail;
using Portal.Shared;

namespace Portal.Register;

/// <summary>Who is told by mail what happened to an entry; written with the act itself.</summary>
internal static class EntryMails
{
    public static async Task Submitted(PortalDb db, Actor actor, AiSystem system, DateTimeOffset now, CancellationToken ct)
    {
        var revision = Latest(system);
        var risk = await db.WhoMay(Permission.ConfirmTiers, ct);
        await db.EnqueueMails(risk.Select(person => person.Person).OfType<PersonId>(), actor, MailText.EntrySubmitted(system.Code, revision.Content.Name, revision.Number), now, ct);
    }

    public static async Task Returned(PortalDb db, Actor actor, AiSystem system, DateTimeOffset now, CancellationToken ct)
    {
        var revision = Latest(system);
        await db.EnqueueMails(OwnersOf(revision), actor, MailText.EntryReturned(system.Code, revision.Content.Name, revision.Number), now, ct);
    }

    public static async Task Accepted(PortalDb db, Actor actor, AiSystem system, RiskTier tier, DateTimeOffset now, CancellationToken ct)
    {
        var revision = Latest(system);
        await db.EnqueueMails(OwnersOf(revision), actor, MailText.EntryAccepted(system.Code, revision.Content.Name, revision.Number, EntryWords.Of(tier)), now, ct);
    }

    private static SystemRevision Latest(AiSystem system) => system.Revisions.OrderByDescending(revision => revision.Number).First();

    private static IEnumerable<PersonId> OwnersOf(SystemRevision revision) =>
        new[] { revision.Content.BusinessOwner, revision.Content.TechnicalOwner, revision.SubmittedBy }.OfType<PersonId>();
}
