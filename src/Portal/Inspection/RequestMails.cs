using Portal.Data;
using Portal.Integrations;
using Portal.Integrations.Mail;
using Portal.Shared;

namespace Portal.Inspection;

/// <summary>Who is told by mail and in the bell how a request stands; written with the act itself.</summary>
internal static class RequestMails
{
    /// <summary>To who is to answer.</summary>
    public static async Task Asked(PortalDb db, Actor actor, EvidenceRequest request, NamedSystem? system, DateTimeOffset now, CancellationToken ct) =>
        await db.EnqueueMails(await Answering(db, request, system, ct), actor, MailText.EvidenceAsked(request.Code, request.Title, request.Due), now, ct);

    public static async Task Returned(PortalDb db, Actor actor, EvidenceRequest request, NamedSystem? system, DateTimeOffset now, CancellationToken ct) =>
        await db.EnqueueMails((await Answering(db, request, system, ct)).Append(LastAnswer(request)), actor, MailText.EvidenceReturned(request.Code, request.Title, request.Due), now, ct);

    public static async Task Near(PortalDb db, Actor actor, EvidenceRequest request, NamedSystem? system, DateTimeOffset now, CancellationToken ct) =>
        await db.EnqueueMails(await Answering(db, request, system, ct), actor, MailText.EvidenceNear(request.Code, request.Title, request.Due), now, ct);

    /// <summary>To who is to answer and to who asked.</summary>
    public static async Task Overdue(PortalDb db, Actor actor, EvidenceRequest request, NamedSystem? system, DateTimeOffset now, CancellationToken ct) =>
        await db.EnqueueMails((await Answering(db, request, system, ct)).Append(request.AskedBy), actor, MailText.EvidenceOverdue(request.Code, request.Title, request.Due), now, ct);

    /// <summary>To who asked.</summary>
    public static Task Answered(PortalDb db, Actor actor, EvidenceRequest request, DateTimeOffset now, CancellationToken ct) =>
        db.EnqueueMails([request.AskedBy], actor, MailText.EvidenceAnswered(request.Code, request.Title), now, ct);

    /// <summary>To who answered.</summary>
    public static Task Accepted(PortalDb db, Actor actor, EvidenceRequest request, DateTimeOffset now, CancellationToken ct) =>
        db.EnqueueMails([LastAnswer(request)], actor, MailText.EvidenceAccepted(request.Code, request.Title), now, ct);

    /// <summary>The owners of the system, or risk where there is none or nobody is named.</summary>
    private static async Task<IReadOnlyList<PersonId>> Answering(PortalDb db, EvidenceRequest request, NamedSystem? system, CancellationToken ct)
    {
        PersonId[] owners = request.AskedOf == AskedOf.Owners && system is not null ? [.. new[] { system.BusinessOwner, system.TechnicalOwner }.OfType<PersonId>().Distinct()] : [];
        return owners.Length > 0 ? owners : [.. (await db.WhoMay(Permission.AnswerInspectors, ct)).Select(actor => actor.Person).OfType<PersonId>()];
    }

    private static PersonId LastAnswer(EvidenceRequest request) => request.Steps.Last(step => step.Act == RequestAct.Answered).By;
}
