using Portal.Accounts;
using Portal.Shared;
using Portal.Web.Ui;

namespace Portal.Web.Accounts;

/// <summary>What a token may do, in words.</summary>
internal static class ScopeWords
{
    public static IReadOnlyList<Choice<Permission>> All { get; } = [.. TokenScopes.All.Select(scope => new Choice<Permission>(scope, Title(scope), Detail(scope)))];

    public static string Title(Permission scope) => scope switch
    {
        Permission.Read => "Read",
        Permission.FileSystems => "File systems",
        Permission.DeclareVersions => "Declare versions",
        Permission.SubmitEvidence => "Submit evidence",
        Permission.RequestPromotions => "Request promotions",
        Permission.ApplyPromotions => "Apply promotions",
        Permission.Suspend => "Suspend",
        Permission.SendTelemetry => "Send telemetry",
        Permission.SetBudgets => "Set budgets",
        Permission.RaiseFindings => "Raise findings",
        Permission.CloseFindings => "Close findings",
        Permission.ReadAudit => "Read the ledger",
        Permission.MakePacks => "Make evidence packs",
        Permission.MakeAnyPack => "Make any evidence pack",
        Permission.KeepHoldOuts => "Keep hold-outs",
        Permission.ReadProtectedGroups => "Read protected groups",
        _ => scope.ToString(),
    };

    private static string Detail(Permission scope) => scope switch
    {
        Permission.Read => "What everybody signed in reads",
        Permission.FileSystems => "File, write and submit entries",
        Permission.DeclareVersions => "Declare versions and send their artifacts",
        Permission.SubmitEvidence => "Upload evaluations",
        Permission.RequestPromotions => "Ask for a version to go to a stage",
        Permission.ApplyPromotions => "Make an approval take effect",
        Permission.Suspend => "Stop what was applied; resuming is done in the page",
        Permission.SendTelemetry => "Send predictions to monitoring",
        Permission.SetBudgets => "Say what a system or a department may spend",
        Permission.RaiseFindings => "Say what must be done, and that it is done",
        Permission.CloseFindings => "Close what somebody else has done",
        Permission.ReadAudit => "Entries, checkpoints and proofs, of all systems",
        Permission.MakePacks => "Of the systems that one owns, and take them out",
        Permission.MakeAnyPack => "Of every system, department and the whole estate",
        Permission.KeepHoldOuts => "Bring the labels of suites, and read them",
        Permission.ReadProtectedGroups => "Evaluated rows with their protected groups; each time on the record",
        _ => "",
    };
}
