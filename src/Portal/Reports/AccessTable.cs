using Portal.Accounts;
using Portal.Reports.Tables;

namespace Portal.Reports;

/// <summary>Who has which role as a table.</summary>
internal static class AccessTable
{
    public static IReadOnlyList<TableColumn<AccessLine>> Columns { get; } =
    [
        new("person", "Person", line => line.Name),
        new("email", "Address", line => line.Email),
        new("department", "Department", line => line.Department),
        new("state", "State", line => line.State.ToString()),
        new("role", "Role", line => Roles.Title(line.Role)),
        new("byGroup", "By the group", line => line.Group),
        new("since", "Since, UTC", line => (DateTimeOffset?)line.Since),
        new("grantedBy", "Granted by", line => line.GrantedBy),
        new("confirmedBy", "Confirmed by", line => line.ConfirmedBy),
        new("inSetUp", "In set-up", line => line.Bootstrap ? "yes" : ""),
        new("lastSignedIn", "Last signed in, UTC", line => line.LastSignInAt),
    ];
}
