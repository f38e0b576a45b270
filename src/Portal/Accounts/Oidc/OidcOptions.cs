using Portal.Integrations.Outgoing;

namespace Portal.Accounts.Oidc;

/// <summary>The settings under <c>Portal:Oidc</c>: the provider at which people may sign in. Without an authority there is none.</summary>
public sealed record OidcOptions
{
    /// <summary>The issuer's address; its discovery document is under <c>/.well-known/openid-configuration</c>.</summary>
    public string Authority { get; init; } = "";

    public string ClientId { get; init; } = "";

    public string ClientSecret { get; init; } = "";

    /// <summary>Holds the secret in place of <see cref="ClientSecret"/>, so that it is in no environment and on no command line.</summary>
    public string ClientSecretFile { get; init; } = "";

    public string Scopes { get; init; } = "openid profile email";

    /// <summary>What the button of the sign-in page calls the provider.</summary>
    public string DisplayName { get; init; } = "single sign-on";

    /// <summary>Which value of the claims <c>groups</c>, <c>roles</c> or <c>realm_access.roles</c> means which role.</summary>
    public IReadOnlyList<OidcRole> Roles { get; init; } = [];

    public bool IsOn => Authority.Length > 0;

    /// <summary>The roles that these values mean; the portal gives only those of them that need no second administrator.</summary>
    public IReadOnlySet<Role> RolesOf(IReadOnlyCollection<string> values) =>
        Roles.Where(mapping => values.Contains(mapping.Claim)).Select(mapping => Enum.Parse<Role>(mapping.Role)).ToHashSet();

    public string? Secret() => ClientSecretFile.Length > 0 ? File.ReadAllText(ClientSecretFile).Trim() : ClientSecret.Length > 0 ? ClientSecret : null;

    // A record would compare the list by reference.
    public bool Equals(OidcOptions? other) =>
        other is not null && (Authority, ClientId, ClientSecret, ClientSecretFile) == (other.Authority, other.ClientId, other.ClientSecret, other.ClientSecretFile)
        && (Scopes, DisplayName) == (other.Scopes, other.DisplayName) && Roles.SequenceEqual(other.Roles);

    public override int GetHashCode() => HashCode.Combine(Authority, ClientId, Scopes, DisplayName);

    internal IEnumerable<string> Faults(OutgoingOptions outgoing)
    {
        if (!IsOn)
            yield break;
        if (new OutgoingRules(outgoing).ProblemWith(Authority) is { } problem)
            yield return $"Portal:Oidc:Authority: {problem}";
        if (ClientId.Length == 0)
            yield return "Portal:Oidc:ClientId is empty.";
        if (ClientSecret.Length > 0 && ClientSecretFile.Length > 0)
            yield return "Portal:Oidc has a ClientSecret and a ClientSecretFile: give one of them.";
        if (ClientSecretFile.Length > 0 && !File.Exists(ClientSecretFile))
            yield return $"Portal:Oidc:ClientSecretFile {ClientSecretFile} does not exist.";
        if (!Scopes.Split(' ').Contains("openid"))
            yield return "Portal:Oidc:Scopes lacks openid.";
        if (string.IsNullOrWhiteSpace(DisplayName))
            yield return "Portal:Oidc:DisplayName is empty.";
        if (Roles.Count == 0)
            yield return "Portal:Oidc:Roles maps nothing, so nobody could sign in.";
        foreach (var mapping in Roles)
        {
            if (mapping.Claim.Length == 0)
                yield return "Portal:Oidc:Roles has a mapping without Claim.";
            if (!Enum.GetNames<Role>().Contains(mapping.Role))
                yield return $"Portal:Oidc:Roles: there is no role '{mapping.Role}'. There are {string.Join(", ", Enum.GetNames<Role>())}.";
        }
    }
}

/// <summary>A value of the provider's claims and the role that it means.</summary>
public sealed record OidcRole
{
    public string Claim { get; init; } = "";

    public string Role { get; init; } = "";
}
