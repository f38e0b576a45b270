using Portal.Data;
using Portal.Integrations;
using Portal.Integrations.Mail;
using Portal.Shared;

namespace Portal.Findings;

/// <summary>Who is told by mail how a finding stands; written with the act itself.</summary>
internal static class FindingMails
{
    /// <summary>To who has it from now on.</summary>
    public static Task Given(PortalDb db, Actor actor, Finding finding, DateTimeOffset now, CancellationToken ct) =>
        db.EnqueueMails([finding.Owner], actor, MailText.FindingGiven(finding.Code, finding.Title, finding.Due), now, ct);

    public static Task Returned(PortalDb db, Actor actor, Finding finding, DateTimeOffset now, CancellationToken ct) =>
        db.EnqueueMails([finding.Owner], actor, MailText.FindingReturned(finding.Code, finding.Title, finding.Due), now, ct);

    public static Task Reopened(PortalDb db, Actor actor, Finding finding, DateTimeOffset now, CancellationToken ct) =>
        db.EnqueueMails([finding.Owner], actor, MailText.FindingReopened(finding.Code, finding.Title, finding.Due), now, ct);

    /// <summary>To who has it; once the day is over to who stands above the system, too.</summary>
    public static async Task Due(PortalDb db, Actor actor, Finding finding, FindingNotice notice, DateTimeOffset now, CancellationToken ct)
    {
        var isOverdue = notice == FindingNotice.Overdue;
        var executive = isOverdue && finding.System is { } system ? (await NamedSystems.Find(db, system, ct))?.AccountableExecutive : null;
        await db.EnqueueMails(new PersonId?[] { finding.Owner, executive }.OfType<PersonId>(), actor, MailText.FindingDue(finding.Code, finding.Title, finding.Due, isOverdue), now, ct);
    }
}
