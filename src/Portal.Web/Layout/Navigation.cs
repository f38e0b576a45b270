namespace Portal.Web.Layout;

/// <summary>A way into a part of the portal; who may not use it does not see it.</summary>
internal sealed record NavigationEntry(string Title, string Href, string Policy);

internal sealed record NavigationGroup(string Title, IReadOnlyList<NavigationEntry> Entries);

internal static class Navigation
{
    // Policies are named as the permissions are.
    private const string Read = "Read";
    private const string ReadAudit = "ReadAudit";
    private const string Inspect = "Inspect";
    private const string ManagePeople = "ManagePeople";
    private const string ReadAccess = "ReadAccess";
    private const string ManageLedger = "ManageLedger";
    private const string ManageIntegrations = "ManageIntegrations";

    /// <summary>What can be begun from anywhere.</summary>
    public static IReadOnlyList<NavigationEntry> Acts { get; } =
    [
        new("File a system", "register/new", "FileSystems"), new("Import systems", "register/import", "FileSystems"), new("Request a promotion", "promotions/new", "RequestPromotions"),
        new("Issue an API token", "settings/tokens", Read), new("Delegate decisions", "settings/delegations", Read),
        new("Draw a sample", "audit/samples/new", Inspect), new("Samples", "audit/samples", ReadAudit), new("Who saw what", "audit/readings", ReadAudit), new("Guide for auditors", "audit/guide", ReadAudit),
    ];

    public static IReadOnlyList<NavigationGroup> Groups { get; } =
    [
        new("Work", [new("My work", "", Read)]),
        new("Inventory", [new("Register", "register", Read), new("Models and prompts", "models", Read)]),
        new("Assurance", [new("Evaluations", "evaluations", Read), new("Promotions", "promotions", Read), new("Policies", "policies", Read), new("Findings", "findings", Read), new("Exceptions", "exceptions", Read), new("Portfolio", "portfolio", Read)]),
        new("Operations", [new("Monitoring", "monitoring", Read), new("Costs", "costs", Read)]),
        new("Evidence", [new("Audit", "audit", ReadAudit), new("Requests for evidence", "audit/requests", Read), new("Reports", "reports", Read)]),
        new("Settings",
        [
            new("What I am told", "settings/notices", Read), new("API tokens", "settings/tokens", Read), new("People and roles", "settings/people", ManagePeople), new("Access", "settings/access", ReadAccess), new("Delegations", "settings/delegations", Read),
            new("Webhooks", "settings/webhooks", ManageIntegrations), new("Deliveries", "settings/deliveries", ManageIntegrations), new("Ledger", "settings/ledger", ManageLedger),
        ]),
    ];
}
