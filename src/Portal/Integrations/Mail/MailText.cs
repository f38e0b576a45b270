namespace Portal.Integrations.Mail;

/// <summary>
/// What a mail says: a line, a few sentences, and where in the portal it goes on. All of the portal's mails are worded here.
/// <paramref name="Type"/> is the act of the ledger that it tells of, <paramref name="About"/> that act's subject.
/// </summary>
public sealed record MailText(string Type, string About, string Title, string Text, string Path)
{
    public const int LongestTitle = 200;

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

    /// <summary>To everybody who may sign the step.</summary>
    public static MailText StepOpened(string code, string system, string version, string target, string step) => new(
        "promotion.requested", code, Line($"{code} waits for your decision: {system} {version}"),
        $"{code} asks to bring version {version} of {system} to {target}. The step \"{step}\" is open, and you may sign it.", $"promotions/{code}");

    /// <summary>To who requested it.</summary>
    public static MailText Approved(string code, string system, string version, string target) => new(
        "promotion.approved", code, Line($"{code} is approved: {system} {version}"),
        $"{code}, which brings version {version} of {system} to {target}, is approved. It takes effect when it is applied.", $"promotions/{code}");

    /// <summary>To who requested it.</summary>
    public static MailText Rejected(string code, string system, string version) => new(
        "promotion.rejected", code, Line($"{code} is rejected: {system} {version}"),
        $"{code} for version {version} of {system} was rejected. The reason is in the review room.", $"promotions/{code}");

    /// <summary>To who requested it.</summary>
    public static MailText WentStale(string code, string system, string version, IEnumerable<string> fields) => new(
        "promotion.went-stale", code, Line($"{code} went stale: {system} {version}"),
        $"What {code} was to be decided on has changed: {string.Join(", ", fields)}. Nothing can be signed until you submit it again or withdraw it.", $"promotions/{code}");

    private static string Line(string title) => title.Length <= LongestTitle ? title : string.Concat(title.AsSpan(0, LongestTitle - 1), "…");
}
