using Portal.Accounts;
using Portal.Integrations;
using Portal.Integrations.Webhooks;
using Portal.Reports.Tables;

namespace Portal.Reports;

/// <summary>Accounts, seats, tokens and what is on its way out as tables, for administrators.</summary>
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
        new("lastDay", "Last day of the account", row => row.LastDay),
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

    public static IReadOnlyList<TableColumn<SeatTermLine>> Seats { get; } =
    [
        new("seat", "Seat", line => line.Function),
        new("holder", "Holder", line => line.Holder.Name) { IsPersonal = true },
        new("alternate", "Alternate", line => line.Alternate?.Name) { IsPersonal = true },
        new("from", "From, UTC", line => (DateTimeOffset?)line.From),
        new("to", "Until, UTC", line => line.To),
        new("now", "Now", line => line.Open ? "yes" : "no"),
    ];

    public static IReadOnlyList<TableColumn<DelegationRow>> Delegations { get; } =
    [
        new("to", "Who decides", row => row.Line.To.Name) { IsPersonal = true },
        new("from", "In the place of", row => row.Line.From.Name) { IsPersonal = true },
        new("system", "On", row => row.System),
        new("begins", "Begins, UTC", row => (DateTimeOffset?)row.Line.Begins),
        new("ends", "Ends, UTC", row => (DateTimeOffset?)row.Line.Ends),
        new("reason", "Why", row => row.Line.Reason),
    ];

    public static IReadOnlyList<TableColumn<ReviewItemLine>> ReviewItems { get; } =
    [
        new("person", "Person", line => line.Grant.PersonName) { IsPersonal = true },
        new("role", "Role", line => Roles.Title(line.Grant.Role)),
        new("since", "Since, UTC", line => line.Grant.ValidFrom),
        new("grantedBy", "Granted by", line => line.Grant.ProposedByName) { IsPersonal = true },
        new("confirmedBy", "Confirmed by", line => line.Grant.DecidedByName) { IsPersonal = true },
        new("outcome", "Outcome", line => line.Outcome?.ToString()),
        new("decidedBy", "Decided by", line => line.DecidedBy) { IsPersonal = true },
        new("decidedAt", "Decided at, UTC", line => line.DecidedAt),
        new("reason", "Why", line => line.Reason),
    ];

    public static IReadOnlyList<TableColumn<WebhookLine>> Webhooks { get; } =
    [
        new("address", "Address", line => line.Url),
        new("types", "Told of", line => string.Join(", ", line.Types)),
        new("state", "State", line => line.State.ToString()),
        new("createdBy", "Added by", line => line.CreatedBy) { IsPersonal = true },
        new("createdAt", "Added at, UTC", line => (DateTimeOffset?)line.CreatedAt),
        new("waiting", "Waiting", line => (long?)line.Waiting),
        new("dead", "Given up", line => (long?)line.Dead),
        new("lastDeliveredAt", "Last delivered at, UTC", line => line.LastDeliveredAt),
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

/// <summary>A delegation with the name of what it is about.</summary>
internal sealed record DelegationRow(DelegationLine Line, string System);
