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
        Permission.RequestPromotions, Permission.ApplyPromotions, Permission.SendTelemetry, Permission.RaiseFindings, Permission.CloseFindings, Permission.ReadAudit,
    ];

    public static bool IsScope(Permission permission) => All.Contains(permission);
}
