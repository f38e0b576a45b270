using Portal.Audit;

namespace Portal.Web.Audit;

/// <summary>A part of what happens, as a filter offers it: its title, and how its actions begin.</summary>
public sealed record ActionGroup(string Title, string Prefix);

/// <summary>The ledger's actions in words: the one place that knows how people read them.</summary>
internal static class ActionWords
{
    /// <summary>What was done, as it follows a name: "Anna Berger published the entry".</summary>
    private static readonly Dictionary<string, string> Done = new()
    {
        ["system.filed"] = "filed the system",
        ["system.submitted"] = "submitted the entry to risk",
        ["system.returned"] = "returned the entry",
        ["system.published"] = "published the entry",
        ["version.declared"] = "declared the version",
        ["version.artifact-stored"] = "stored an artifact",
        ["version.sealed"] = "sealed the version",
        ["evaluation.run"] = "evaluated the version",
        ["baseline.frozen"] = "froze the monitoring baseline",
        ["document.submitted"] = "submitted a document",
        ["document.approved"] = "approved a document",
        ["document.returned"] = "returned a document",
        ["promotion.requested"] = "requested the promotion",
        ["promotion.approved"] = "signed an approval",
        ["promotion.rejected"] = "signed a rejection",
        ["promotion.went-stale"] = "found the request stale",
        ["promotion.withdrawn"] = "withdrew the request",
        ["promotion.applied"] = "applied the promotion",
        ["promotion.superseded"] = "superseded the promotion",
        ["certificate.issued"] = "issued the certificate",
        ["credential.shown"] = "showed a credential again to sign",
        ["person.signed-in"] = "signed in",
        ["session.ended"] = "ended a session",
        ["credential.locked"] = "locked signing after five wrong credentials",
        ["totp.enrolled"] = "set up an authenticator app",
        ["totp.removed"] = "removed the authenticator app",
        ["recovery.renewed"] = "made new recovery codes",
        ["passkey.added"] = "added a passkey",
        ["passkey.renamed"] = "renamed a passkey",
        ["passkey.removed"] = "removed a passkey",
        ["password.set"] = "set a password by a link",
        ["password.changed"] = "changed the password",
        ["person.enrolled"] = "enrolled the person",
        ["person.linked"] = "linked the account to the sign-in provider",
        ["token.issued"] = "issued an API token for",
        ["role.granted"] = "granted a role to",
        ["role.proposed"] = "proposed a role for",
        ["role.declined"] = "declined a role of",
        ["role.taken-away"] = "took a role away from",
        ["person.invited"] = "invited",
        ["person.moved"] = "moved to another department",
        ["person.disabled"] = "disabled",
        ["person.enabled"] = "enabled",
        ["person.left"] = "recorded the leaving of",
        ["token.revoked"] = "revoked an API token of",
        ["department.added"] = "added the department",
        ["department.renamed"] = "renamed a department to",
        ["department.retired"] = "retired the department",
        ["group.made"] = "made the group",
        ["group.roles-set"] = "set the roles of the group",
        ["group.member-added"] = "added somebody to the group",
        ["group.member-removed"] = "removed somebody from the group",
        ["group.retired"] = "retired the group",
        ["seat.filled"] = "filled the board seat",
        ["seat.vacated"] = "vacated the board seat",
        ["seat.alternate-dropped"] = "dropped the alternate of the board seat",
        ["delegation.made"] = "delegated decisions to",
        ["delegation.taken-back"] = "took decisions back from",
        ["recertification.opened"] = "opened the review of roles",
        ["recertification.kept"] = "reviewed and kept a role of",
        ["recertification.removed"] = "reviewed and ended a role of",
        ["access.exported"] = "took out the access report",
        ["portal.set-up"] = "set up the portal with its first administrator",
        ["system.handed-over"] = "handed the system over",
        ["system.orphaned"] = "found the system without an owner",
        ["webhook.added"] = "added a webhook",
        ["webhook.secret-rotated"] = "rotated a webhook's secret",
        ["webhook.disabled"] = "disabled a webhook",
        ["webhook.enabled"] = "enabled a webhook",
        ["webhook.removed"] = "removed a webhook",
        ["webhook.tested"] = "sent a webhook a test event",
        ["delivery.sent-again"] = "sent a delivery again",
        ["delivery.dead-sent-again"] = "sent dead deliveries again",
        ["demo.password-set"] = "set the demo's password",
    };

    /// <summary>What was tried and refused, as it follows "tried to".</summary>
    private static readonly Dictionary<string, string> Tried = new()
    {
        ["system.file"] = "file a system",
        ["system.edit"] = "edit the entry",
        ["system.submit"] = "submit the entry",
        ["system.accept"] = "confirm the tier",
        ["system.return"] = "return the entry",
        ["version.declare"] = "declare a version",
        ["version.store-artifact"] = "store an artifact",
        ["evaluation.run"] = "evaluate the version",
        ["document.submit"] = "submit a document",
        ["document.review"] = "review a document",
        ["promotion.request"] = "request a promotion",
        ["promotion.decide"] = "sign a decision",
        ["promotion.withdraw"] = "withdraw the request",
        ["promotion.apply"] = "apply the promotion",
        ["credential.show"] = "sign with a wrong credential",
        ["totp.enrol"] = "set up an authenticator app",
        ["totp.remove"] = "remove the authenticator app",
        ["recovery.renew"] = "make new recovery codes",
        ["passkey.add"] = "add a passkey",
        ["passkey.remove"] = "remove a passkey",
        ["password.set"] = "set a password by a link that opens nothing",
        ["password.change"] = "change the password",
        ["person.sign-in"] = "sign in",
        ["token.issue"] = "issue an API token for",
        ["token.revoke"] = "revoke an API token of",
        ["session.end"] = "end somebody else's session",
        ["role.grant"] = "grant a role to",
        ["role.confirm"] = "confirm a role of",
        ["role.decline"] = "decline a role of",
        ["role.take-away"] = "take a role away from",
        ["person.invite"] = "invite somebody",
        ["person.move"] = "move somebody to another department",
        ["person.disable"] = "disable",
        ["person.enable"] = "enable",
        ["person.leave"] = "record the leaving of",
        ["department.change"] = "change the list of departments",
        ["group.change"] = "change the group",
        ["seat.fill"] = "fill a board seat",
        ["seat.vacate"] = "vacate the board seat",
        ["delegation.make"] = "delegate decisions",
        ["delegation.take-back"] = "take back a delegation of somebody else",
        ["recertification.open"] = "open the review of roles",
        ["recertification.decide"] = "review a role of",
        ["access.export"] = "take out the access report",
        ["portal.set-up"] = "set up the portal with a wrong code",
        ["system.name-owner"] = "name an owner of the system",
        ["webhook.add"] = "add a webhook",
        ["webhook.rotate-secret"] = "rotate a webhook's secret",
        ["webhook.disable"] = "disable a webhook",
        ["webhook.enable"] = "enable a webhook",
        ["webhook.remove"] = "remove a webhook",
        ["webhook.test"] = "send a webhook a test event",
        ["delivery.send-again"] = "send a delivery again",
        ["delivery.send-dead-again"] = "send dead deliveries again",
    };

    public static IReadOnlyList<ActionGroup> Groups { get; } =
    [
        new("Register", "system."), new("Versions", "version."), new("Evaluations", "evaluation."), new("Documents", "document."),
        new("Promotions", "promotion."), new("Certificates", "certificate."), new("Baselines", "baseline."),
        new("Signing again", "credential."), new("People", "person."), new("Roles", "role."), new("Reviews of roles", "recertification."), new("Groups", "group."), new("Board seats", "seat."), new("Delegations", "delegation."),
        new("Departments", "department."), new("Access report", "access."), new("Set-up", "portal."), new("Passwords", "password."),
        new("Second factors", "totp."), new("Recovery codes", "recovery."), new("Passkeys", "passkey."), new("Sessions", "session."), new("API tokens", "token."),
        new("Webhooks", "webhook."), new("Deliveries", "delivery."),
    ];

    public static bool IsRefused(string action) => action.EndsWith(EntryDraft.RefusedSuffix, StringComparison.Ordinal);

    /// <summary>An action of a later or earlier portal that has no words here is shown as it is recorded.</summary>
    public static string Of(string action) => Known(action) ?? action;

    public static string? Known(string action) => IsRefused(action)
        ? Tried.TryGetValue(action[..^EntryDraft.RefusedSuffix.Length], out var tried) ? "tried to " + tried : null
        : Done.GetValueOrDefault(action);
}
