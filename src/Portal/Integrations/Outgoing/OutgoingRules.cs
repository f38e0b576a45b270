using System.Net;

namespace Portal.Integrations.Outgoing;

/// <summary>What may be called: the rules for an address as it is written, and for the one that it leads to.</summary>
public sealed class OutgoingRules(OutgoingOptions options)
{
    public const int LongestUrl = 2000;

    /// <summary>Why this is no address to call; null when it may be one. What its name leads to is asked when it is called.</summary>
    public string? ProblemWith(string url) =>
        url.Length > LongestUrl ? $"At most {LongestUrl} characters."
        : Uri.TryCreate(url, UriKind.Absolute, out var parsed) ? ProblemWith(parsed)
        : "This is no address: it begins with https:// and names a host.";

    public string? ProblemWith(Uri url) => url switch
    {
        _ when url.Scheme != Uri.UriSchemeHttps && url.Scheme != Uri.UriSchemeHttp => "The address begins with https://.",
        _ when url.UserInfo.Length > 0 => "An address with a name or password in it is not called.",
        _ when url.Fragment.Length > 0 => "The part after # never reaches the other side: leave it out.",
        _ when url.Scheme == Uri.UriSchemeHttp && !options.Allows(url.IdnHost) => $"Only https is called, or http on a host in Portal:Outgoing:AllowedHosts; {url.Host} is not.",
        _ when IPAddress.TryParse(url.IdnHost, out var address) => ProblemWith(url.IdnHost, address),
        _ => null,
    };

    /// <summary>Why this host is not called at this address.</summary>
    public string? ProblemWith(string host, IPAddress address) => Addresses.KindOf(address) switch
    {
        AddressKind.Metadata => $"{host} leads to {address}, where clouds hand out credentials: it is never called.",
        AddressKind.Private when !options.Allows(host) => $"{host} leads to {address}, which is not on the public internet: add the host to Portal:Outgoing:AllowedHosts if it is meant.",
        _ => null,
    };
}
