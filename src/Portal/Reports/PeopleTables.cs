using Portal.Accounts;
using Portal.Integrations;
using Portal.Reports.Tables;

namespace Portal.Reports;

/// <summary>Accounts, tokens and deliveries as tables, for administrators.</summary>
internal static class PeopleTables
{
    public static IReadOnlyList<TableColumn<PersonRow>> People { get; } =
    [
        new("name", "Name", row => row.Name) { IsPersonal = true },
        new("email", "Address", row => row.Email) { IsPersonal = true },
        new("department", "Department", row => row.Department),
        new("state", "State", row => row.State.ToString()),
        new("roles", "Roles", row => string.Join(", ", row.Roles.Select(Roles.Title))),
        new("proposed", "Roles that are proposed", row => string.Join(", ", row.Proposed.Select(Roles.Title))),
        new("lastSignedIn", "Last signed in, UTC", row => row.LastSignInAt),
    ];

    public static IReadOnlyList<TableColumn<TokenLine>> Tokens { get; } =
    [
        new("token", "Token", line => line.Name),
        new("label", "Label", line => line.Label),
        new("kind", "Kind", line => line.Kind.ToString()),
        new("person", "Acts for", line => line.Person?.Name) { IsPersonal = true },
        new("scopes", "Scopes", line => string.Join(", ", line.Scopes)),
        new("systems", "Bound to systems", line => (long?)line.Systems?.Count),
        new("reason", "Reason", line => line.Reason),
        new("issuedBy", "Issued by", line => line.IssuedBy) { IsPersonal = true },
        new("createdAt", "Made at, UTC", line => (DateTimeOffset?)line.CreatedAt),
        new("expiresAt", "Ends at, UTC", line => (DateTimeOffset?)line.ExpiresAt),
        new("lastUsedAt", "Last used at, UTC", line => line.LastUsedAt),
        new("revokedAt", "Revoked at, UTC", line => line.RevokedAt),
        new("revokedBy", "Revoked by", line => line.RevokedBy) { IsPersonal = true },
    ];

    public static IReadOnlyList<TableColumn<DeliveryLine>> Deliveries { get; } =
    [
        new("createdAt", "Written at, UTC", line => (DateTimeOffset?)line.CreatedAt),
        new("kind", "Kind", line => line.Kind.ToString()),
        new("target", "To", line => line.Target) { IsPersonal = true },
        new("type", "Type", line => line.Type),
        new("about", "About", line => line.About),
        new("title", "Title", line => line.Title),
        new("state", "State", line => line.State.ToString()),
        new("attempts", "Attempts", line => (long?)line.Attempts),
        new("nextAttemptAt", "Next attempt at, UTC", line => (DateTimeOffset?)line.NextAttemptAt),
        new("deliveredAt", "Delivered at, UTC", line => line.DeliveredAt),
    ];
}
