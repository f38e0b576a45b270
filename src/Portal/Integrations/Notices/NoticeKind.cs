namespace Portal.Integrations.Notices;

/// <summary>What kind of thing somebody is told; by kind each person says how.</summary>
public enum NoticeKind
{
    /// <summary>Something waits for this person's decision.</summary>
    Decision = 1,

    /// <summary>What this person asked for, or wrote, went on.</summary>
    Outcome,

    /// <summary>Time runs: half of it is over, all of it, a day is near.</summary>
    Reminder,
    Stale,

    /// <summary>What was applied may not run any more, or may again.</summary>
    Suspension,

    /// <summary>Findings, and with them the conditions of approvals.</summary>
    Finding,

    /// <summary>What runs has moved.</summary>
    Alert,

    /// <summary>What auditors ask for, and what became of it.</summary>
    Evidence,

    /// <summary>Whatever else is told.</summary>
    Rest,

    /// <summary>What law or duty has somebody told: the security of accounts and of the ledger. Nobody switches it off.</summary>
    Duty,
}

/// <summary>How somebody is told.</summary>
public enum ToldBy { MailAndBell = 1, Mail, Bell, Nothing }

public static class NoticeKinds
{
    /// <summary>Those that a person chooses for.</summary>
    public static IReadOnlyList<NoticeKind> Chosen { get; } = [.. Enum.GetValues<NoticeKind>().Where(kind => kind != NoticeKind.Duty)];

    /// <summary>By the act that is told of.</summary>
    public static NoticeKind Of(string type) => type switch
    {
        "promotion.requested" or "promotion.question-answered" or "promotion.called-to-chair" or "promotion.emergency-started" or "promotion.stop-asked" or "system.submitted" or "card.submitted" or "exception.requested" or "policy.proposed" => NoticeKind.Decision,
        "promotion.approved" or "promotion.question-asked" or "promotion.rejected" or "promotion.changes-requested" or "promotion.expired" or "promotion.ratified" or "system.returned" or "system.published" or "card.approved"
            or "card.returned" or "exception.approved" or "exception.declined" or "exception.revoked" or "policy.returned" => NoticeKind.Outcome,
        "promotion.reminded" or "promotion.escalated" or "promotion.clock-stopped" or "promotion.review-missed" or "system.review-due" or "system.review-overdue" or "system.ends-soon" or "system.time-ran-out" or "exception.runs-out"
            or "exception.expired" or "policy.checks-expire" or "person.ends-soon" => NoticeKind.Reminder,
        "promotion.went-stale" => NoticeKind.Stale,
        "promotion.suspended" or "promotion.resumed" or "promotion.revoked" or "promotion.retired" => NoticeKind.Suspension,
        "finding.raised" or "finding.returned" or "finding.reopened" or "finding.due" or "finding.overdue" => NoticeKind.Finding,
        "alert.opened" => NoticeKind.Alert,
        "request.asked" or "request.answered" or "request.returned" or "request.accepted" or "request.reminded" or "request.overdue" => NoticeKind.Evidence,
        "person.invited" or "password.asked" or "promotion.applied-in-emergency" or "credential.locked" or "ledger.alarm" => NoticeKind.Duty,
        _ => NoticeKind.Rest,
    };

    public static bool Mails(this ToldBy by) => by is ToldBy.MailAndBell or ToldBy.Mail;

    public static bool Rings(this ToldBy by) => by is ToldBy.MailAndBell or ToldBy.Bell;
}
