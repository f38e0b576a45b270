using Portal.Data;
using Portal.Integrations;
using Portal.Integrations.Mail;
using Portal.Shared;

namespace Portal.Findings;

/// <summary>Who is told by mail how an exception stands; written with the act itself.</summary>
internal static class ExceptionMails
{
    /// <summary>To risk.</summary>
    public static async Task Requested(PortalDb db, Actor actor, RuleException exception, string system, DateTimeOffset now, CancellationToken ct)
    {
        var risk = await db.WhoMay(Permission.ApproveExceptions, ct);
        await db.EnqueueMails(risk.Select(person => person.Person).OfType<PersonId>(), actor, MailText.ExceptionRequested(exception.Code, system, exception.What, exception.LastDay), now, ct);
    }

    /// <summary>To who requested it, and to who approved it when somebody else ends it.</summary>
    public static Task Decided(PortalDb db, Actor actor, RuleException exception, string system, DateTimeOffset now, CancellationToken ct) =>
        db.EnqueueMails(Both(exception), actor, exception.State switch
        {
            ExceptionState.Approved => MailText.ExceptionApproved(exception.Code, system, exception.What, exception.LastDay),
            ExceptionState.Declined => MailText.ExceptionDeclined(exception.Code, system, exception.What, exception.EndedBecause),
            _ => MailText.ExceptionRevoked(exception.Code, system, exception.What, exception.EndedBecause),
        }, now, ct);

    public static Task RunsOut(PortalDb db, Actor actor, RuleException exception, string system, bool isOver, DateTimeOffset now, CancellationToken ct) =>
        db.EnqueueMails(Both(exception), actor, MailText.ExceptionRunsOut(exception.Code, system, exception.What, exception.LastDay, isOver), now, ct);

    private static IEnumerable<PersonId> Both(RuleException exception) => new[] { exception.RequestedBy, exception.ApprovedBy }.OfType<PersonId>();
}
