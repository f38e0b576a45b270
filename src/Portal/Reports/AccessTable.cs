using Portal.Accounts;
using Portal.Reports.Tables;

namespace Portal.Reports;

/// <summary>Who has which role as a table.</summary>
internal static class AccessTable
{
    public static IReadOnlyList<TableColumn<AccessLine>> Columns { get; } =
    [
        new("person", "Person", line => line.Name) { IsPersonal = true },
        new("email", "Address", line => line.Email) { IsPersonal = true },
        new("department", "Department", line => line.Department),
        new("state", "State", line => line.State.ToString()),
        new("role", "Role", line => Roles.Title(line.Role)),
        new("byGroup", "By the group", line => line.Group),
        new("since", "Since, UTC", line => (DateTimeOffset?)line.Since),
        new("grantedBy", "Granted by", line => line.GrantedBy) { IsPersonal = true },
        new("confirmedBy", "Confirmed by", line => line.ConfirmedBy) { IsPersonal = true },
        new("inSetUp", "In set-up", line => line.Bootstrap ? "yes" : ""),
        new("lastDay", "Last day of the account", line => line.LastDay),
        new("lastSignedIn", "Last signed in, UTC", line => line.LastSignInAt),
    ];
}
