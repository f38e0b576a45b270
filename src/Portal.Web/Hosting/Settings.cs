using System.Net;
using Portal.Integrations.Outgoing;

namespace Portal.Web.Hosting;

/// <summary>Brings settings from files, environment and command line together; a fault in them stops the start with all faults named.</summary>
internal static class Settings
{
    public const string DefaultUrl = "http://localhost:5080";
    private const string DemoOrganisation = "Demo Bank";
    private const string DemoDirectory = "data/demo";

    public static PortalOptions Read(WebApplicationBuilder builder, Arguments arguments)
    {
        var section = builder.Configuration.GetSection("Portal");
        var options = section.Get<PortalOptions>() ?? new PortalOptions();
        var directory = section["DataDirectory"] ?? (arguments.Demo ? DemoDirectory : options.DataDirectory);
        var address = AddressOf(builder.Configuration);
        builder.WebHost.UseUrls(address);

        options = options with
        {
            DataDirectory = Path.GetFullPath(directory),
            PublicUrl = section["PublicUrl"] ?? LocalAddress(builder.Configuration),
            Organisation = arguments.Demo && options.Organisation.Name.Length == 0 ? options.Organisation with { Name = DemoOrganisation } : options.Organisation,
            Outgoing = Outgoing(options.Outgoing, section["Outgoing:AllowedHosts"], arguments),
        };
        if (Faults(options, arguments, address) is { Count: > 0 } faults)
            throw new SettingsException(faults);

        Make(options.DataDirectory);
        return options;
    }

    /// <summary>For the portal's user alone: it holds what people filed, and keys. One that is there keeps the mode its owner gave it.</summary>
    private static void Make(string directory)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(directory);
        else
            Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Where this machine itself reaches the portal: nobody can call "every address", in whichever way it is written.</summary>
    public static string LocalAddress(IConfiguration configuration)
    {
        var address = Parsed(AddressOf(configuration).Split(';')[0]);
        var host = address.Host is "+" or "*" or "0.0.0.0" or "[::]" ? "localhost" : address.Host;
        return $"{address.Scheme}://{host}:{address.Port}";
    }

    /// <summary>An empty variable is one that was not set.</summary>
    private static string AddressOf(IConfiguration configuration) => configuration[WebHostDefaults.ServerUrlsKey] is { } address && !string.IsNullOrWhiteSpace(address) ? address : DefaultUrl;

    private static BindingAddress Parsed(string address)
    {
        try
        {
            return BindingAddress.Parse(address.Trim());
        }
        catch (FormatException)
        {
            throw new SettingsException([$"'{address}' is no address to listen on: write it as {DefaultUrl}."]);
        }
    }

    /// <summary>The list may be one text with commas, as an environment variable is. The demo may call its own machine.</summary>
    private static OutgoingOptions Outgoing(OutgoingOptions options, string? listed, Arguments arguments) => options with
    {
        AllowedHosts =
        [
            .. options.AllowedHosts,
            .. (listed ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            .. arguments.Demo ? ["localhost", "127.0.0.1", "::1"] : Array.Empty<string>(),
        ],
    };

    private static List<string> Faults(PortalOptions options, Arguments arguments, string address) =>
    [
        .. options.Faults(),
        .. arguments.Demo && !address.Split(';').All(IsLoopback)
            ? [$"The demo's accounts share one password, so it listens on loopback only; {address} is not."]
            : Array.Empty<string>(),
    ];

    private static bool IsLoopback(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var url) && (url.IsLoopback || IPAddress.TryParse(url.Host, out var ip) && IPAddress.IsLoopback(ip));
}

internal sealed class SettingsException(IReadOnlyList<string> faults) : Exception(string.Join(Environment.NewLine, faults));
