using System.Net;
using System.Net.Sockets;

namespace Portal.Integrations.Outgoing;

/// <summary>Where an address lies, as far as calling it is concerned.</summary>
public enum AddressKind
{
    Public = 1,

    /// <summary>This machine, the private network, and what nobody outside can have: callable when the host is on the list.</summary>
    Private,

    /// <summary>Where clouds hand their credentials to whoever asks, and all of link-local around it: never callable.</summary>
    Metadata,
}

/// <summary>Sorts addresses by the registries of special purposes (RFC 6890 and IANA's tables), whichever way they are written.</summary>
public static class Addresses
{
    // AWS, Azure, Google, Oracle, Alibaba; of AWS also the container and IPv6 endpoints. Azure's and Oracle's lie in ranges that look harmless.
    private static readonly IPNetwork[] Metadata = Networks(
        "169.254.0.0/16", "fe80::/10", "fd00:ec2::/32", "fd20:ce::254/128", "168.63.129.16/32", "192.0.0.192/32", "100.100.100.200/32");

    private static readonly IPNetwork[] NotPublicV4 = Networks(
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
        "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4");

    private static readonly IPNetwork GlobalV6 = IPNetwork.Parse("2000::/3");

    // Tunnels (Teredo, 6to4) carry an IPv4 address that would have to be judged in their place.
    private static readonly IPNetwork[] NotPublicV6 = Networks("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

    // NAT64 and the old "compatible" form hide an IPv4 address in their last four bytes.
    private static readonly IPNetwork[] AroundV4 = Networks("64:ff9b::/96", "::/96");

    public static AddressKind KindOf(IPAddress address)
    {
        var bare = Unwrapped(address);
        if (Metadata.Any(network => network.Contains(bare)))
            return AddressKind.Metadata;

        var isPublic = bare.AddressFamily == AddressFamily.InterNetwork
            ? !NotPublicV4.Any(network => network.Contains(bare))
            : GlobalV6.Contains(bare) && !NotPublicV6.Any(network => network.Contains(bare));
        return isPublic ? AddressKind.Public : AddressKind.Private;
    }

    private static IPAddress Unwrapped(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            return address.MapToIPv4();

        var bare = address.AddressFamily == AddressFamily.InterNetworkV6 && address.ScopeId != 0 ? new IPAddress(address.GetAddressBytes()) : address;
        return AroundV4.Any(network => network.Contains(bare)) && !bare.Equals(IPAddress.IPv6Loopback) && !bare.Equals(IPAddress.IPv6Any)
            ? new IPAddress(bare.GetAddressBytes().AsSpan(12))
            : bare;
    }

    private static IPNetwork[] Networks(params string[] networks) => [.. networks.Select(network => IPNetwork.Parse(network))];
}
