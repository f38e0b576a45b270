using Portal.Shared;

namespace Portal.Accounts;

/// <summary>What a group may hold and who may belong to it: no way round the second administrator, or round roles that do not go together. Pure.</summary>
internal static class GroupRules
{
    /// <summary>Who belongs to the group has these roles at once.</summary>
    public static Refusal? Fault(IEnumerable<Role> roles) =>
        roles.Where(role => !Enum.IsDefined(role) || RoleRules.TakesTwo(role)).Select(role => (Role?)role).FirstOrDefault() is { } role
            ? new Invalid("roles", $"{Roles.Title(role)} takes a second administrator for each person: a group cannot hold it.")
            : null;

    /// <summary>Whether somebody with these roles of their own may get the group's.</summary>
    public static Refusal? Fault(string person, IEnumerable<Role> groupRoles, IReadOnlySet<Role> own) =>
        groupRoles.Select(role => RoleRules.Conflict(role, own)).OfType<string>().FirstOrDefault() is { } conflict
            ? new NotAllowed($"{person}: {conflict}")
            : null;
}
