using Portal.Shared;

namespace Portal.Web.Accounts;

/// <summary>What a permission lets people do, as it follows "may".</summary>
internal static class PermissionWords
{
    public static string Of(Permission permission) => permission switch
    {
        Permission.Read => "read",
        Permission.FileSystems => "file systems",
        Permission.ConfirmTiers => "confirm tiers",
        Permission.DeclareVersions => "declare versions",
        Permission.SubmitEvidence => "submit evidence",
        Permission.ReviewDocuments => "review documents",
        Permission.KeepHoldOuts => "keep the labels of hold-outs",
        Permission.ReadProtectedGroups => "read protected groups of evaluated rows",
        Permission.ReviewCards => "review model cards",
        Permission.RequestPromotions => "request promotions",
        Permission.SignTechnical => "sign the technical step",
        Permission.SignBoard => "sign the board step",
        Permission.LeadBoard => "say when a vote of the board closes",
        Permission.SignAsOwner => "sign as an owner of other systems",
        Permission.SignAsDeveloper => "sign as a developer of other systems",
        Permission.SignProduct => "sign the product step",
        Permission.SignValidation => "sign the validator's step",
        Permission.SignRisk => "sign the risk step",
        Permission.SignAsExecutive => "sign as an accountable executive",
        Permission.ManagePolicies => "draft and publish policies",
        Permission.ApplyPromotions => "apply promotions",
        Permission.Suspend => "suspend what runs",
        Permission.SuspendAny => "suspend what others own",
        Permission.Resume => "let what was suspended run again",
        Permission.Revoke => "revoke what was approved or applied",
        Permission.SendTelemetry => "send telemetry",
        Permission.SetBudgets => "set budgets",
        Permission.RaiseFindings => "raise findings",
        Permission.CloseFindings => "close findings and say who has them",
        Permission.RequestExceptions => "request exceptions",
        Permission.ApproveExceptions => "sign exceptions",
        Permission.Inspect => "draw samples and ask for evidence",
        Permission.AnswerInspectors => "answer what auditors ask",
        Permission.ReadAudit => "read the audit",
        Permission.MakePacks => "make evidence packs",
        Permission.MakeAnyPack => "make evidence packs of everything",
        Permission.ManagePeople => "administer people and roles",
        Permission.ReadAccess => "read the access report",
        Permission.ManageIntegrations => "administer webhooks and deliveries",
        Permission.ManageLedger => "look after the ledger",
        _ => permission.ToString(),
    };
}
