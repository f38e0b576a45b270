using Portal.Integrations.Notices;

namespace Portal.Web.Integrations;

/// <summary>The kinds of notices as their readers name them.</summary>
internal static class NoticeWords
{
    public static string Short(NoticeKind kind) => kind switch
    {
        NoticeKind.Decision => "Decision",
        NoticeKind.Outcome => "Outcome",
        NoticeKind.Reminder => "Reminder",
        NoticeKind.Stale => "Stale",
        NoticeKind.Suspension => "Suspension",
        NoticeKind.Finding => "Finding",
        NoticeKind.Alert => "Alert",
        NoticeKind.Evidence => "Evidence",
        NoticeKind.Rest => "Other",
        NoticeKind.Duty => "Duty",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    public static string Title(NoticeKind kind) => kind switch
    {
        NoticeKind.Decision => "A decision waits for me",
        NoticeKind.Outcome => "What I asked for moved on",
        NoticeKind.Reminder => "Reminders and escalations",
        NoticeKind.Stale => "A request of mine went stale",
        NoticeKind.Suspension => "Suspended, resumed, revoked",
        NoticeKind.Finding => "Conditions and findings",
        NoticeKind.Alert => "Alerts of monitoring",
        NoticeKind.Evidence => "What auditors ask for",
        NoticeKind.Rest => "Everything else",
        NoticeKind.Duty => "What law or duty demands",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    public static string Detail(NoticeKind kind) => kind switch
    {
        NoticeKind.Decision => "A step that you may sign, a vote called to the chair, an entry, a model card, an exception or a policy that waits for your word.",
        NoticeKind.Outcome => "A request, an entry, a card, an exception or a policy of yours was approved, rejected, sent back, or ended.",
        NoticeKind.Reminder => "Half of the time to decide is over, or all of it; a review, a last day, or the end of a check or of an account is near or past.",
        NoticeKind.Stale => "What it was to be decided on has changed: nothing can be signed until you submit it again.",
        NoticeKind.Suspension => "A version of a system that you answer for may not run any more, for a time or for good, or may again.",
        NoticeKind.Finding => "Something is yours to be done, falls due, is overdue, was not enough, or is open again.",
        NoticeKind.Alert => "What a version sees or answers has moved, on a system that you answer for or watch.",
        NoticeKind.Evidence => "An auditor asks for evidence that you have, or what you asked or answered came back.",
        NoticeKind.Rest => "A system that yours relies on has changed, and whatever has no line of its own here.",
        NoticeKind.Duty => "The security of your account, links to set a password, alarms of the ledger, and an emergency that went past your step. This cannot be switched off.",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
