namespace Portal.Integrations.Outgoing;

/// <summary>Whom the portal may call beside the public internet by https.</summary>
public sealed record OutgoingOptions
{
    /// <summary>Host names or addresses, without a port: these may be called by http and may lie in the private network.</summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    public bool Allows(string host) => AllowedHosts.Any(allowed => string.Equals(Bare(allowed), Bare(host), StringComparison.OrdinalIgnoreCase));

    public IReadOnlyList<string> Faults() =>
    [
        .. AllowedHosts.Where(host => Uri.CheckHostName(Bare(host)) == UriHostNameType.Unknown)
            .Select(host => $"Portal:Outgoing:AllowedHosts has '{host}', which is no host: give its name or address alone, without scheme and port."),
    ];

    // A record would compare the list by reference.
    public bool Equals(OutgoingOptions? other) => other is not null && AllowedHosts.SequenceEqual(other.AllowedHosts);

    public override int GetHashCode() => AllowedHosts.Aggregate(0, HashCode.Combine);

    private static string Bare(string host) => host.Trim().TrimEnd('.').TrimStart('[').TrimEnd(']');
}
