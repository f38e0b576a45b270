using Microsoft.AspNetCore.Components;
using Portal.Accounts;
using Portal.Reports.Documents;
using Portal.Web.Accounts;

namespace Portal.Web.Reports.Documents;

/// <summary>Who may do what, since when, and by whose decision.</summary>
public sealed partial class AccessDocument
{
    private static readonly IReadOnlyList<DocumentColumn<AccessLine>> Held =
    [
        new("Person", line => line.Name) { Sub = line => line.Email, Width = 25 },
        new("Department", line => line.Department) { Sub = line => line.State == PersonState.Active ? null : line.State.ToString() },
        new("Role", line => Roles.Title(line.Role)) { Sub = line => line.Group is { } group ? $"by the group {group}" : null },
        DocumentColumn.Date<AccessLine>("Since", line => DocumentWords.Iso(line.Since)),
        new("Granted by", line => line.GrantedBy ?? "The portal") { Sub = line => line.ConfirmedBy is { } by ? $"confirmed by {by}" : line.Bootstrap ? "in set-up" : null },
        DocumentColumn.Date<AccessLine>("Last signed in", line => DocumentWords.Iso(line.LastSignInAt)),
    ];

    private static readonly IReadOnlyList<DocumentColumn<Role>> Permits =
    [
        new("Role", Roles.Title) { Sub = role => RoleRules.TakesTwo(role) ? "granted by two" : null, Width = 26 },
        new("Permits", role => string.Join("; ", Roles.PermissionsOf(role).Select(PermissionWords.Of))),
    ];

    private static readonly IReadOnlyList<DocumentColumn<HeldSeat>> Seats =
    [
        new("Seat", seat => seat.Function) { Width = 22 },
        new("Holder", seat => seat.Term?.Holder.Name ?? "Nobody") { Sub = seat => seat.Term?.Holder.Email },
        new("Alternate", seat => seat.Term?.Alternate?.Name) { Sub = seat => seat.Term?.Alternate?.Email },
        DocumentColumn.Date<HeldSeat>("Since", seat => DocumentWords.Iso(seat.Term?.From)),
        DocumentColumn.Date<HeldSeat>("Until", seat => DocumentWords.Iso(seat.Term?.To)),
    ];

    private static readonly IReadOnlyList<DocumentColumn<DelegationLine>> Delegations =
    [
        new("From", line => line.From.Name),
        new("To", line => line.To.Name),
        new("For", line => line.System is null ? "all systems" : "one system"),
        new("Reason", line => line.Reason) { Width = 34 },
        DocumentColumn.Date<DelegationLine>("From", line => DocumentWords.Iso(line.Begins)),
        DocumentColumn.Date<DelegationLine>("Until", line => DocumentWords.Iso(line.Ends)),
    ];

    [Parameter, EditorRequired] public required AccessReport Report { get; set; }

    private IReadOnlyList<DocumentColumn<Role>> Holders =>
    [
        new("Role", Roles.Title) { Width = 40 },
        new("Granted by two", role => RoleRules.TakesTwo(role) ? "yes" : "no"),
        new("Signs", role => RoleRules.Decides(role) ? "yes" : "no"),
        DocumentColumn.Figure<Role>("Holders", role => $"{Report.Held.Where(line => line.Role == role).Select(line => line.Person).Distinct().Count():N0}"),
    ];

    private IReadOnlyList<(string Words, string Figure)> Figures =>
    [
        ("people with a role", $"{People(_ => true):N0}"), ("who sign", $"{People(line => RoleRules.Decides(line.Role)):N0}"),
        ("who administer", $"{People(line => line.Role == Role.Administrator):N0}"), ("seats of the board held", $"{Report.Seats.Count(seat => seat.Term is not null)} of {Report.Seats.Count}"),
    ];

    private int People(Func<AccessLine, bool> meant) => Report.Held.Where(meant).Select(line => line.Person).Distinct().Count();
}
