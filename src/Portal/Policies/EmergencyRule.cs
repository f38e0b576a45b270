using Portal.Accounts;

namespace Portal.Policies;

/// <summary>Who may apply in an emergency, together: two people in two of these roles, or two who hold the only one. The steps that they skip review it within so many working days.</summary>
public sealed record EmergencyRule(IReadOnlyList<Role> Roles, int ReviewDays)
{
    /// <summary>What holds where a policy says nothing of emergencies.</summary>
    public static EmergencyRule UnlessTold { get; } = new([Role.OnCall, Role.RiskManager], 5);

    /// <summary>Who may be named: who decides on something, leads the board or is on call; nobody who makes rules or grants roles.</summary>
    public static IReadOnlyList<Role> Choices { get; } = [.. FlowStep.DecidingRoles, Role.BoardChair, Role.OnCall];

    /// <summary>Whether two people with these roles are two of those named.</summary>
    public bool IsMetBy(IReadOnlyCollection<Role> one, IReadOnlyCollection<Role> other) => Roles.Count == 1
        ? one.Contains(Roles[0]) && other.Contains(Roles[0])
        : Roles.Any(first => one.Contains(first) && Roles.Any(second => second != first && other.Contains(second)));

    /// <summary>"On-call together with Risk and compliance manager".</summary>
    public string InWords => Roles.Count == 1 ? $"two people in the role {Accounts.Roles.Title(Roles[0])}" : string.Join(" together with ", Roles.Select(Accounts.Roles.Title));
}
