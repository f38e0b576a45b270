using Portal.Accounts;
using Portal.Accounts.Oidc;
using Portal.Audit;
using Portal.Data;
using Portal.Integrations.Mail;
using Portal.Integrations.Outgoing;
using Portal.Monitoring.Traces;
using Portal.Reports.Packs;
using Portal.Tracking;

namespace Portal;

/// <summary>The settings under <c>Portal:</c>; appsettings.Example.json holds every one with its default.</summary>
public sealed record PortalOptions
{
    public string DataDirectory { get; init; } = "data";

    public DatabaseOptions Database { get; init; } = new();

    /// <summary>The address under which others reach the portal; issuer of certificates.</summary>
    public string PublicUrl { get; init; } = "http://localhost:5080";

    public OrganisationOptions Organisation { get; init; } = new();

    public KeysOptions Keys { get; init; } = new();

    public LedgerOptions Ledger { get; init; } = new();

    public PackOptions Packs { get; init; } = new();

    public SessionOptions Sessions { get; init; } = new();

    public TokenOptions Tokens { get; init; } = new();

    public SmtpOptions Smtp { get; init; } = new();

    public OidcOptions Oidc { get; init; } = new();

    public MlflowOptions Mlflow { get; init; } = new();

    public TracesOptions Traces { get; init; } = new();

    public OutgoingOptions Outgoing { get; init; } = new();

    /// <summary>The browser that prints documents; found by itself where it is in its usual place.</summary>
    public string Chromium { get; init; } = "";

    /// <summary>Everything that is wrong with the settings, at once.</summary>
    public IReadOnlyList<string> Faults() =>
    [
        .. string.IsNullOrWhiteSpace(DataDirectory) ? ["Portal:DataDirectory is empty."] : Array.Empty<string>(),
        .. Uri.TryCreate(PublicUrl, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? Array.Empty<string>() : ["Portal:PublicUrl is no http or https address."],
        .. Organisation.Faults(),
        .. Database.Faults(),
        .. Sessions.Faults(),
        .. Tokens.Faults(),
        .. Smtp.Faults(),
        .. Oidc.Faults(Outgoing),
        .. Mlflow.Faults(),
        .. Traces.Faults(),
        .. Outgoing.Faults(),
        .. Ledger.Faults(),
        .. Packs.Faults(),
        .. Keys.Faults(),
    ];
}
