using Portal.Integrations.Notices;
using Portal.Shared;

namespace Portal.Integrations.Mail;

/// <summary>
/// What a mail says, and a notice in the bell with it: a line, a few sentences, and where in the portal it goes on. All of them are worded here.
/// <paramref name="Type"/> is the act of the ledger that it tells of, <paramref name="About"/> that act's subject.
/// </summary>
public sealed record MailText(string Type, string About, string Title, string Text, string Path)
{
    public const int LongestTitle = 200;
    private const int MostAlerts = 20;

    /// <summary>What its readers choose by whether they get it.</summary>
    public NoticeKind Kind => NoticeKinds.Of(Type);

    /// <summary>To who looks after the ledger.</summary>
    public static MailText LedgerAlarm(string why) => new("ledger.alarm", "ledger", "The ledger raises an alarm", why, "audit");

    /// <summary>To risk.</summary>
    public static MailText EntrySubmitted(string code, string name, int revision) => new(
        "system.submitted", code, Line($"{code} waits for you: {name}"),
        $"Revision {revision} of {code} ({name}) was submitted. Confirm its tier, or return it with what should change.", $"register/{code}");

    /// <summary>To the owners and to who submitted it.</summary>
    public static MailText EntryReturned(string code, string name, int revision) => new(
        "system.returned", code, Line($"{code} came back: {name}"),
        $"Risk returned revision {revision} of {code} ({name}). What should change is written with it.", $"register/{code}");

    /// <summary>To the owners and to who submitted it.</summary>
    public static MailText EntryAccepted(string code, string name, int revision, string tier) => new(
        "system.published", code, Line($"{code} is published: {name}"),
        $"Risk accepted revision {revision} of {code} ({name}) and confirmed its tier: {tier}.", $"register/{code}");

    /// <summary>To the owners; when it is overdue, to the executive and to risk as well.</summary>
    public static MailText ReviewDue(string code, string name, DateTimeOffset due, bool isOverdue) => new(
        isOverdue ? "system.review-overdue" : "system.review-due", code, Line(isOverdue ? $"The review of {code} is overdue: {name}" : $"{code} is to be looked at again: {name}"),
        $"Who answers for {code} ({name}) confirms by {due:d MMMM yyyy} that it still does what it is for.", $"register/{code}");

    /// <summary>To the owners of what is temporary.</summary>
    public static MailText EndsSoon(string code, string name, DateOnly last, bool hasPassed, bool isExperiment) => new(
        hasPassed ? "system.time-ran-out" : "system.ends-soon", code, Line(hasPassed ? $"The time of {code} is over: {name}" : $"{code} ends soon: {name}"),
        $"The last day of {code} ({name}) is {last:d MMMM yyyy}. " + (isExperiment ? "Close the experiment with its result and what was learned, or ask risk for more time." : "Retire it, or publish a later day."),
        $"register/{code}");

    /// <summary>To the owners of a system that runs on a version of this one.</summary>
    public static MailText UsedSystemChanged(string code, string name, string used, string what) => new(
        "system.used-changed", code, Line($"{used} has changed, and {code} uses it"),
        $"{code} ({name}) runs on a version of {used}. {what} Look whether your entry and your evaluation still hold.", $"register/{code}");

    /// <summary>To everybody who may review it.</summary>
    public static MailText CardSubmitted(string subject, string code, string system, string version, int revision) => new(
        "card.submitted", subject, Line($"A model card waits for you: {system} {version}"),
        $"Revision {revision} of the model card of {system} {version} ({code}) was submitted. Whoever did not write it approves it, or sends it back with what should change.", CardPath(code, version));

    /// <summary>To who wrote on it.</summary>
    public static MailText CardApproved(string subject, string code, string system, string version, int revision) => new(
        "card.approved", subject, Line($"The model card is approved: {system} {version}"),
        $"Revision {revision} of the model card of {system} {version} ({code}) was approved. It is what the gate asks for until the next one is.", CardPath(code, version));

    /// <summary>To who wrote on it.</summary>
    public static MailText CardReturned(string subject, string code, string system, string version, int revision) => new(
        "card.returned", subject, Line($"The model card came back: {system} {version}"),
        $"Revision {revision} of the model card of {system} {version} ({code}) was sent back. What should change is written with it.", CardPath(code, version));

    /// <summary>To everybody who may sign the step.</summary>
    public static MailText StepOpened(string code, string system, string version, string target, string step) => new(
        "promotion.requested", code, Line($"{code} waits for your decision: {system} {version}"),
        $"{code} asks to bring version {version} of {system} to {target}. The step \"{step}\" is open, and you may sign it.", $"promotions/{code}");

    /// <summary>To who requested it.</summary>
    public static MailText StandingApproved(string code, string system, string target, int uses, DateTimeOffset until) => new(
        "promotion.approved", code, Line($"{code} is approved: {system}"),
        $"{code} lets {uses} releases of {system} into {target} by one signature each, until {until:d MMMM yyyy}, as long as they keep to its terms.", $"promotions/{code}");

    /// <summary>To who requested it.</summary>
    public static MailText Approved(string code, string system, string version, string target) => new(
        "promotion.approved", code, Line($"{code} is approved: {system} {version}"),
        $"{code}, which brings version {version} of {system} to {target}, is approved. It takes effect when it is applied.", $"promotions/{code}");

    /// <summary>To who requested it.</summary>
    public static MailText Rejected(string code, string system, string version) => new(
        "promotion.rejected", code, Line($"{code} is rejected: {system} {version}"),
        $"{code} for version {version} of {system} was rejected. The reason is in the review room.", $"promotions/{code}");

    /// <summary>To who requested it.</summary>
    public static MailText ChangesRequested(string code, string system, string version) => new(
        "promotion.changes-requested", code, Line($"Changes are asked for: {code}, {system} {version}"),
        $"{code} for version {version} of {system} is not decided: changes are asked for. What they are stands in the review room; it comes back as its next revision when you submit it again.", $"promotions/{code}");

    /// <summary>To who requested it.</summary>
    public static MailText Expired(string code, string system, string version) => new(
        "promotion.expired", code, Line($"{code} has expired: {system} {version}"),
        $"{code} for version {version} of {system} has ended without taking effect: its time is over. The version can be requested anew.", $"promotions/{code}");

    /// <summary>To who requested it and who answers for the system.</summary>
    public static MailText Asked(string code, string system, string version, string text) => new(
        "promotion.question-asked", code, Line($"A question about {code}: {system} {version}"),
        $"Somebody who decides on {code} for version {version} of {system} asks: {text} Until it is answered nobody approves.", $"promotions/{code}");

    /// <summary>To who asked.</summary>
    public static MailText Answered(string code, string system, string version, int number) => new(
        "promotion.question-answered", code, Line($"Answered: {code}, {system} {version}"),
        $"Your question {number} about {code} for version {version} of {system} is answered.", $"promotions/{code}");

    /// <summary>To who requested it and who answers for the system.</summary>
    public static MailText Suspended(string code, string system, string version, string stage, string reason) => new(
        "promotion.suspended", code, Line($"Suspended: {system} {version}"),
        $"Version {version} of {system} may not run in {stage} from now on; its fall-back takes over. {reason}", $"promotions/{code}");

    /// <summary>To who requested it and who answers for the system.</summary>
    public static MailText Resumed(string code, string system, string version, string stage) => new(
        "promotion.resumed", code, Line($"Resumed: {system} {version}"),
        $"Version {version} of {system} may run in {stage} again.", $"promotions/{code}");

    /// <summary>To who requested it and who answers for the system.</summary>
    public static MailText Revoked(string code, string system, string version, string stage, string reason) => new(
        "promotion.revoked", code, Line($"Revoked: {system} {version}"),
        $"{code}, which brought version {version} of {system} to {stage}, is revoked: the version may not be started there any more. {reason}", $"promotions/{code}");

    /// <summary>To who requested it and who answers for the system.</summary>
    public static MailText Retired(string code, string system, string version, string stage, string reason) => new(
        "promotion.retired", code, Line($"Retired: {system} {version}"),
        $"Version {version} of {system} is retired from {stage}, and nothing takes its place there by a promotion. {reason}", $"promotions/{code}");

    /// <summary>To who may be the second of two.</summary>
    public static MailText EmergencyStarted(string code, string system, string version, string stage, string by, string reason) => new(
        "promotion.emergency-started", code, Line($"Emergency: {by} asks for a second signature on {code}"),
        $"{by} wants to apply {code}, version {version} of {system}, to {stage} before it is decided, and asks for a second signature within half an hour. {reason}", $"promotions/{code}");

    /// <summary>To who approves in the steps that were skipped, to who requested it and who answers for the system.</summary>
    public static MailText AppliedInEmergency(string code, string system, string version, string stage, string by, string reason, string steps, DateTimeOffset reviewBy) => new(
        "promotion.applied-in-emergency", code, Line($"Applied in an emergency: {system} {version}"),
        $"Version {version} of {system} is in {stage} since {by} applied {code} in an emergency. {reason}\n\nSkipped were: {steps}. They review it by {Instant(reviewBy)}: it is ratified, or revoked.", $"promotions/{code}");

    /// <summary>To the two who applied it, to who requested it and who answers for the system.</summary>
    public static MailText Ratified(string code, string system, string version, string stage) => new(
        "promotion.ratified", code, Line($"Ratified: {system} {version}"),
        $"{code}, which brought version {version} of {system} to {stage} in an emergency, is ratified by the steps that were skipped.", $"promotions/{code}");

    /// <summary>To the chair and to who should have reviewed it.</summary>
    public static MailText ReviewMissed(string code, string system, string version, string stage, string step) => new(
        "promotion.review-missed", code, Line($"Not reviewed in time: {code}, {system} {version}"),
        $"{code} brought version {version} of {system} to {stage} in an emergency, and the time for its review is over. The step {step} has not spoken. It is suspended as far as the system may be stopped, and its review goes on.", $"promotions/{code}");

    /// <summary>To who may sign it.</summary>
    public static MailText Reminder(string code, string system, string version, string step, DateTimeOffset due) => new(
        "promotion.reminded", code, Line($"Half of the time is over: {code}, {system} {version}"),
        $"The step {step} of {code} for version {version} of {system} waits for you. It is to be decided by {Instant(due)}.", $"promotions/{code}");

    /// <summary>To whom it is taken when the time is over.</summary>
    public static MailText Escalated(string code, string system, string version, string step, DateTimeOffset expires) => new(
        "promotion.escalated", code, Line($"Not decided in time: {code}, {system} {version}"),
        $"The step {step} of {code} for version {version} of {system} is not decided, and its time is over. Unless it is, the request expires on {Instant(expires)}.", $"promotions/{code}");

    /// <summary>To the chair.</summary>
    public static MailText ClockStopped(string code, string system, string version, string lack) => new(
        "promotion.clock-stopped", code, Line($"Nobody can complete {code}: {system} {version}"),
        $"{code} for version {version} of {system} cannot be decided by the people there are. {lack} Its clock stands still until somebody can.", $"promotions/{code}");

    public static MailText CalledToTheChair(string code, string system, string version, DateTimeOffset expires) => new(
        "promotion.called-to-chair", code, Line($"A no on the board: {code}, {system} {version}"),
        $"Somebody on the board is against {code} for version {version} of {system}, so that it does not close by itself. You say when the vote closes; at the latest it does on {Instant(expires)}.", $"promotions/{code}");

    /// <summary>To who requested it.</summary>
    public static MailText WentStale(string code, string system, string version, IEnumerable<string> fields) => new(
        "promotion.went-stale", code, Line($"{code} went stale: {system} {version}"),
        $"What {code} was to be decided on has changed: {string.Join(", ", fields)}. Nothing can be signed until you submit it again or withdraw it.", $"promotions/{code}");

    /// <summary>To who has it from now on.</summary>
    public static MailText FindingGiven(string code, string title, DateOnly due) => new(
        "finding.raised", code, Line($"{code} is yours: {title}"),
        $"{code} ({title}) is to be done by {due:d MMMM yyyy}, and you have it. When it is done, say so and show where that can be seen; somebody else closes it.", $"findings/{code}");

    /// <summary>To who has it.</summary>
    public static MailText FindingReturned(string code, string title, DateOnly due) => new(
        "finding.returned", code, Line($"{code} is not done yet: {title}"),
        $"What was shown for {code} ({title}) is not enough. What is lacking is written with it; it is due on {due:d MMMM yyyy}.", $"findings/{code}");

    /// <summary>To who has it.</summary>
    public static MailText FindingReopened(string code, string title, DateOnly due) => new(
        "finding.reopened", code, Line($"{code} is open again: {title}"),
        $"{code} ({title}) was closed and is open again, until {due:d MMMM yyyy}. The reason is written with it.", $"findings/{code}");

    /// <summary>To who has it; once it is overdue, to the executive of its system as well.</summary>
    public static MailText FindingDue(string code, string title, DateOnly due, bool isOverdue) => new(
        isOverdue ? "finding.overdue" : "finding.due", code, Line(isOverdue ? $"{code} is overdue: {title}" : $"{code} falls due: {title}"),
        isOverdue ? $"{code} ({title}) was to be done by {due:d MMMM yyyy}, and is not closed." : $"{code} ({title}) is to be done by {due:d MMMM yyyy}.", $"findings/{code}");

    /// <summary>To who is to answer.</summary>
    public static MailText EvidenceAsked(string code, string title, DateOnly due) => new(
        "request.asked", code, Line($"{code} is asked of you: {title}"),
        $"An auditor asks for evidence: {code} ({title}). Answer by {due:d MMMM yyyy}, and say where it can be seen.", $"audit/requests/{code}");

    /// <summary>To who is to answer, again.</summary>
    public static MailText EvidenceReturned(string code, string title, DateOnly due) => new(
        "request.returned", code, Line($"{code} came back: {title}"),
        $"The answer to {code} ({title}) is not enough. What is lacking is written with it; answer again by {due:d MMMM yyyy}.", $"audit/requests/{code}");

    /// <summary>To who asked.</summary>
    public static MailText EvidenceAnswered(string code, string title) => new(
        "request.answered", code, Line($"{code} is answered: {title}"),
        $"{code} ({title}) is answered. Accept the answer, or return it with what is lacking.", $"audit/requests/{code}");

    /// <summary>To who is to answer.</summary>
    public static MailText EvidenceNear(string code, string title, DateOnly due) => new(
        "request.reminded", code, Line($"{code} is due: {title}"), $"{code} ({title}) waits for your answer: {due:d MMMM yyyy} is the last day for it.", $"audit/requests/{code}");

    /// <summary>To who is to answer and to who asked.</summary>
    public static MailText EvidenceOverdue(string code, string title, DateOnly due) => new(
        "request.overdue", code, Line($"{code} is overdue: {title}"), $"{code} ({title}) was to be answered by {due:d MMMM yyyy}, and is not.", $"audit/requests/{code}");

    /// <summary>To who answered.</summary>
    public static MailText EvidenceAccepted(string code, string title) => new(
        "request.accepted", code, Line($"{code} is accepted: {title}"), $"Your answer to {code} ({title}) is accepted.", $"audit/requests/{code}");

    /// <summary>To the person.</summary>
    public static MailText AccountEnds(PersonId person, DateOnly last) => new(
        "person.ends-soon", person.ToString(), $"Your account ends on {last:d MMMM yyyy}",
        $"{last:d MMMM yyyy} is the last day of your account in the AI governance portal: at its end your sessions and tokens stop. If you need it for longer, ask an administrator.", "account/security");

    /// <summary>To the administrators.</summary>
    public static MailText AccountOfEnds(PersonId person, string name, DateOnly last) => new(
        "person.ends-soon", person.ToString(), Line($"The account of {name} ends on {last:d MMMM yyyy}"),
        $"{last:d MMMM yyyy} is the last day of the account of {name}. Set a later day if it is to go on.", $"settings/people/{person}");

    /// <summary>To risk.</summary>
    public static MailText ExceptionRequested(string code, string system, string what, DateOnly until) => new(
        "exception.requested", code, Line($"{code} waits for you: {what}"),
        $"{code} asks to tolerate something of {system} until {until:d MMMM yyyy}: {what.TrimEnd('.')}. Sign it, or decline it with a reason.", $"exceptions/{code}");

    /// <summary>To who requested it.</summary>
    public static MailText ExceptionApproved(string code, string system, string what, DateOnly until) => new(
        "exception.approved", code, Line($"{code} is approved: {what}"),
        $"{code} of {system} ({what}) holds until {until:d MMMM yyyy}. What makes up for it is owed from now on.", $"exceptions/{code}");

    /// <summary>To who requested it.</summary>
    public static MailText ExceptionDeclined(string code, string system, string what, string reason) => new(
        "exception.declined", code, Line($"{code} is declined: {what}"), $"{code} of {system} ({what}) was declined. {reason}", $"exceptions/{code}");

    /// <summary>To who requested it and to who approved it.</summary>
    public static MailText ExceptionRevoked(string code, string system, string what, string reason) => new(
        "exception.revoked", code, Line($"{code} ended early: {what}"), $"{code} of {system} ({what}) was ended before its last day. {reason}", $"exceptions/{code}");

    /// <summary>To who requested it and to who approved it.</summary>
    public static MailText ExceptionRunsOut(string code, string system, string what, DateOnly last, bool isOver) => new(
        isOver ? "exception.expired" : "exception.runs-out", code, Line(isOver ? $"{code} ran out: {what}" : $"{code} runs out: {what}"),
        isOver ? $"The last day of {code} of {system} ({what}) was {last:d MMMM yyyy}: the rule holds again." : $"The last day of {code} of {system} ({what}) is {last:d MMMM yyyy}. After that the rule holds again.",
        $"exceptions/{code}");

    /// <summary>To the policy managers who did not write on it.</summary>
    public static MailText PolicyProposed(int number, string reason) => new(
        "policy.proposed", $"policy-{number}", $"Policy {number} waits for a second policy manager",
        $"Policy {number} is proposed: {reason} Read what changes and what it would change, then publish it or send it back.", "policies/draft");

    /// <summary>To who proposed it.</summary>
    public static MailText PolicyReturned(int number, string remarks) => new(
        "policy.returned", $"policy-{number}", $"Policy {number} was sent back", $"Policy {number} is a draft again. {remarks}", "policies/draft");

    /// <summary>To the policy managers, ahead of the day after which new requests fail.</summary>
    public static MailText ChecksExpire(int number, IReadOnlyList<string> checks, DateOnly first) => new(
        "policy.checks-expire", $"policy-{number}", Line($"Checks of policy {number} end on {first:d MMMM yyyy}"),
        $"{string.Join(", ", checks)} of policy {number} {(checks.Count == 1 ? "holds" : "hold")} until {first:d MMMM yyyy}. From the day after, requests that begin then fail them, until a new policy renews them.", "policies");

    /// <summary>To somebody whom an administrator invited; its link sets the first password.</summary>
    public static MailText Invited(PersonId person, string name) => new(
        "person.invited", person.ToString(), "Your account for AI governance",
        $"Hello {name}, an account in the AI governance portal was opened for you. Set a password by this link within seven days. It works once.", LinkPath);

    /// <summary>To somebody who asked for it at the sign-in page; its link sets a new password.</summary>
    public static MailText PasswordForgotten(PersonId person, string name) => new(
        "password.asked", person.ToString(), "Set a new password",
        $"Hello {name}, somebody asked at the sign-in page for a new password for your account. If it was you, set one by this link within an hour; it works once, "
        + "and signs you out everywhere. If it was not you, do nothing: your password stays as it is.", LinkPath);

    /// <summary>To the person and to the administrators.</summary>
    public static MailText SigningLocked(PersonId person, string name) => new(
        "credential.locked", person.ToString(), Line($"Signing is locked for {name}"),
        $"After five wrong credentials in a row, {name} cannot sign anything for 15 minutes. Whoever sits at that screen knows the session, but not what proves the person. "
        + "If it was not you, end your sessions and change your password.", "account/security");

    private const string LinkPath = "account/accept";

    private static string Instant(DateTimeOffset at) => $"{at.UtcDateTime:d MMMM yyyy, HH:mm} UTC";

    private static string CardPath(string code, string version) => $"register/{code}/versions/{Uri.EscapeDataString(version)}?tab=card&show=open";

    /// <summary>To the owners of the system and to on-call.</summary>
    public static MailText AskedToStop(string code, string system, string name, string stage, string why) => new(
        "promotion.stop-asked", code, Line($"Stop {system} in {stage}? Its quality fell"),
        $"{why}.\n{name} ({system}) is of a tier that does not stop by itself. Look at it, and suspend {code} if it must not go on; its fall-back takes over then.", $"promotions/{code}");

    public static MailText AlertsOpened(string code, string system, string name, string version, string severity, IReadOnlyList<string> alerts) => new(
        "alert.opened", code, Line($"{severity}: {system} {version}, {alerts[0]}"),
        $"{name} ({system}), version {version}:\n{string.Join('\n', alerts.Take(MostAlerts).Select(what => $"{what}."))}"
        + (alerts.Count > MostAlerts ? $"\nand {alerts.Count - MostAlerts} more." : ""), alerts.Count == 1 ? $"monitoring/alerts/{code}" : $"monitoring/alerts?system={system}&state=Open");

    private static string Line(string title) => title.Length <= LongestTitle ? title : string.Concat(title.AsSpan(0, LongestTitle - 1), "…");
}
