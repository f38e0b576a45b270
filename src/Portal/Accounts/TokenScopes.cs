using Portal.Shared;

namespace Portal.Accounts;

/// <summary>
/// Which permissions a token can carry. Whatever decides, signs or administers is not among them: that is done by a person in a
/// page. A new permission is no scope until it is named here.
/// </summary>
public static class TokenScopes
{
    public static IReadOnlyList<Permission> All { get; } =
    [
        Permission.Read, Permission.FileSystems, Permission.DeclareVersions, Permission.SubmitEvidence,
        Permission.RequestPromotions, Permission.ApplyPromotions, Permission.Suspend, Permission.SendTelemetry, Permission.SetBudgets, Permission.RaiseFindings, Permission.CloseFindings, Permission.ReadAudit, Permission.MakePacks, Permission.MakeAnyPack,
        Permission.KeepHoldOuts, Permission.ReadProtectedGroups,
    ];

    /// <summary>Protects others from who builds a model: a token carries it as long as the roles of its person do, whoever issued it.</summary>
    public static bool IsOfRoles(Permission permission) => permission is Permission.KeepHoldOuts or Permission.ReadProtectedGroups;

    public static bool IsScope(Permission permission) => All.Contains(permission);
}
