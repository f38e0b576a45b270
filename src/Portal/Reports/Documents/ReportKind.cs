using Portal.Shared;

namespace Portal.Reports.Documents;

/// <summary>The documents that the portal writes.</summary>
public enum ReportKind { Register = 1, Dossier, Board, Decisions, Findings, Monitoring, Access }

/// <summary>Whether a document is about one system: never, if one is named, always.</summary>
public enum ReportReach { Estate = 1, EstateOrSystem, System }

/// <summary>What a document is for.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Key">As addresses and the ledger name it.</param>
/// <param name="Title">On its first page.</param>
/// <param name="Answers">Which question it answers.</param>
/// <param name="For">Who asks that.</param>
/// <param name="Reach">What it may be narrowed to.</param>
/// <param name="Needs">Who may read it: what stands in it is read by them elsewhere.</param>
public sealed record ReportForm(ReportKind Kind, string Key, string Title, string Answers, string For, ReportReach Reach, Permission Needs);

public static class ReportForms
{
    public static IReadOnlyList<ReportForm> All { get; } =
    [
        new(ReportKind.Board, "board", "Board pack", "What is open, what each request needs from whom and by when, and how the portfolio stands.", "A member of the board with twenty minutes.", ReportReach.Estate, Permission.Read),
        new(ReportKind.Register, "register", "Register of AI systems", "Which systems there are, what each is for, how it is classed and who answers for it.", "A supervisor, and whoever asks what there is.", ReportReach.Estate, Permission.Read),
        new(ReportKind.Dossier, "dossier", "Dossier of a system", "All that is known of one system: its class with answers and reasons, its versions, what was shown, who decided, how it does.", "A supervisor or an auditor who looks into one system.", ReportReach.System, Permission.Read),
        new(ReportKind.Decisions, "decisions", "Decisions and their reasons", "Who decided what on which evidence, in whose words, and what they asked for.", "An auditor who follows decisions.", ReportReach.EstateOrSystem, Permission.Read),
        new(ReportKind.Findings, "findings", "Findings and exceptions", "What is to be done by whom and when, what was done, and what is tolerated until which day.", "Risk, audit, and the owner of what is overdue.", ReportReach.EstateOrSystem, Permission.Read),
        new(ReportKind.Monitoring, "monitoring", "Monitoring and cost", "How far each system has moved, how good and how fast it is, and what it spends of its budget.", "Owners, risk, and whoever pays.", ReportReach.EstateOrSystem, Permission.Read),
        new(ReportKind.Access, "access", "Access and roles", "Who may do what, since when, and by whose decision.", "An auditor, and the yearly review of access.", ReportReach.Estate, Permission.ReadAccess),
    ];

    public static ReportForm Of(ReportKind kind) => All.Single(form => form.Kind == kind);

    /// <summary>The one of this key; null when there is none.</summary>
    public static ReportForm? Named(string? key) => All.FirstOrDefault(form => form.Key == key);
}
