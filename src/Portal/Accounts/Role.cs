using Portal.Shared;

namespace Portal.Accounts;

public enum Role
{
    SystemOwner = 1,
    Developer,
    TechnicalReviewer,
    ProductReviewer,
    IndependentValidator,
    RiskManager,
    BoardMember,
    BoardChair,
    AccountableExecutive,
    PolicyManager,
    OnCall,
    Auditor,
    Administrator,
}

/// <summary>What each role may do: the one table that pages, endpoints and use cases ask.</summary>
public static class Roles
{
    private static readonly IReadOnlyDictionary<Role, Permission[]> Grants = new Dictionary<Role, Permission[]>
    {
        [Role.SystemOwner] =
        [
            Permission.FileSystems, Permission.DeclareVersions, Permission.SubmitEvidence,
            Permission.RequestPromotions, Permission.ApplyPromotions, Permission.SendTelemetry, Permission.SignAsOwner,
            Permission.RaiseFindings, Permission.RequestExceptions, Permission.Suspend, Permission.SetBudgets, Permission.MakePacks,
        ],
        [Role.Developer] = [Permission.DeclareVersions, Permission.SubmitEvidence, Permission.SendTelemetry, Permission.SignAsDeveloper, Permission.RequestExceptions],
        [Role.TechnicalReviewer] = [Permission.ReviewCards, Permission.SignTechnical],
        [Role.ProductReviewer] = [Permission.ReviewCards, Permission.SignProduct],
        [Role.IndependentValidator] = [Permission.ReviewDocuments, Permission.ReviewCards, Permission.KeepHoldOuts, Permission.ReadProtectedGroups, Permission.SignValidation, Permission.RaiseFindings, Permission.CloseFindings],
        [Role.RiskManager] =
        [
            Permission.ConfirmTiers, Permission.ReviewCards, Permission.ReadAudit, Permission.ReadAccess, Permission.ReadProtectedGroups, Permission.SignRisk,
            Permission.RaiseFindings, Permission.CloseFindings, Permission.RequestExceptions, Permission.ApproveExceptions, Permission.Inspect, Permission.AnswerInspectors,
            Permission.Suspend, Permission.SuspendAny, Permission.Resume, Permission.Revoke, Permission.MakePacks, Permission.MakeAnyPack,
        ],
        [Role.BoardMember] = [Permission.SignBoard, Permission.ReadAudit],
        [Role.BoardChair] = [Permission.ReadAudit, Permission.LeadBoard, Permission.Suspend, Permission.SuspendAny, Permission.Resume, Permission.Revoke, Permission.MakePacks, Permission.MakeAnyPack],
        [Role.AccountableExecutive] = [Permission.SignAsExecutive, Permission.Suspend, Permission.SetBudgets, Permission.MakePacks, Permission.MakeAnyPack],
        [Role.PolicyManager] = [Permission.ManagePolicies],
        [Role.OnCall] = [Permission.ApplyPromotions, Permission.RaiseFindings, Permission.Suspend, Permission.SuspendAny],
        [Role.Auditor] = [Permission.ReadAudit, Permission.ReadAccess, Permission.Inspect, Permission.MakePacks, Permission.MakeAnyPack],
        [Role.Administrator] = [Permission.ReadAudit, Permission.ManagePeople, Permission.ReadAccess, Permission.ManageIntegrations, Permission.ManageLedger, Permission.SetBudgets],
    };

    /// <summary>What one role permits beside reading, for saying so.</summary>
    public static IReadOnlyList<Permission> PermissionsOf(Role role) => Grants[role];

    /// <summary>Administers: held back until the person has a second factor.</summary>
    public static bool Administers(Permission permission) => permission is Permission.ManagePeople;

    /// <summary>Decides or administers, for which everybody needs a second factor.</summary>
    public static bool NeedsSecondFactor(Permission permission) =>
        Administers(permission) || Signs(permission) || permission is Permission.ConfirmTiers or Permission.ReviewDocuments or Permission.ReviewCards or Permission.KeepHoldOuts or Permission.ManagePolicies or Permission.ApproveExceptions or Permission.LeadBoard or Permission.Resume or Permission.Revoke;

    /// <summary>Gives a signature in some step of a flow. Owners and developers sign as peers and need no second factor for the rest of their work.</summary>
    public static bool Signs(Permission permission) => permission is Permission.SignTechnical or Permission.SignBoard or Permission.SignProduct
        or Permission.SignValidation or Permission.SignRisk or Permission.SignAsExecutive;

    public static IReadOnlySet<Permission> PermissionsOf(IEnumerable<Role> roles) =>
        roles.SelectMany(role => Grants[role]).Append(Permission.Read).ToHashSet();

    public static string Title(Role role) => role switch
    {
        Role.SystemOwner => "System owner",
        Role.Developer => "Developer",
        Role.TechnicalReviewer => "Technical reviewer",
        Role.ProductReviewer => "Product reviewer",
        Role.IndependentValidator => "Independent validator",
        Role.RiskManager => "Risk and compliance manager",
        Role.BoardMember => "Board member",
        Role.BoardChair => "Board chair",
        Role.AccountableExecutive => "Accountable executive",
        Role.PolicyManager => "Policy manager",
        Role.OnCall => "On-call",
        Role.Auditor => "Auditor",
        Role.Administrator => "Administrator",
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, null),
    };
}
