namespace Portal.Accounts;

/// <summary>Which roles take a second administrator, and which nobody holds together. Pure.</summary>
public static class RoleRules
{
    private static readonly HashSet<Role> DecidingRoles =
    [
        Role.TechnicalReviewer, Role.ProductReviewer, Role.IndependentValidator, Role.RiskManager,
        Role.BoardMember, Role.BoardChair, Role.AccountableExecutive,
    ];

    private static readonly HashSet<Role> RulingRoles = [Role.PolicyManager, Role.Administrator];

    /// <summary>Its holders sign promotions, documents, tiers or exceptions.</summary>
    public static bool Decides(Role role) => DecidingRoles.Contains(role);

    /// <summary>Granted by two administrators; a group cannot hold it.</summary>
    public static bool TakesTwo(Role role) => Decides(role) || role == Role.Administrator;

    /// <summary>Who makes the rules or hands out the roles does not decide by them: why the wanted role does not go with what is held; null when it does.</summary>
    public static string? Conflict(Role wanted, IEnumerable<Role> held)
    {
        var opposite = Decides(wanted) ? RulingRoles : RulingRoles.Contains(wanted) ? DecidingRoles : [];
        return held.Where(opposite.Contains).Order().Select(role => (Role?)role).FirstOrDefault() is { } other
            ? $"{Roles.Title(wanted)} and {Roles.Title(other).ToLowerInvariant()} do not go together: who makes the rules or grants the roles does not sign by them."
            : null;
    }
}
