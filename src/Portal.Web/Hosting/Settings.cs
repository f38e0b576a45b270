using System.Net;
using Portal.Integrations.Outgoing;

namespace Portal.Web.Hosting;

/// <summary>Brings settings from files, environment and command line together; a fault in them stops the start with all faults named.</summary>
internal static class Settings
{
    public const string DefaultUrl = "http://localhost:5080";
    private const string DemoDirectory = "data/demo";

    public static PortalOptions Read(WebApplicationBuilder builder, Arguments arguments)
    {
        var section = builder.Configuration.GetSection("Portal");
        var options = section.Get<PortalOptions>() ?? new PortalOptions();
        var directory = section["DataDirectory"] ?? (arguments.Demo ? DemoDirectory : options.DataDirectory);
        var address = builder.Configuration[WebHostDefaults.ServerUrlsKey] ?? DefaultUrl;
        builder.WebHost.UseUrls(address);

        options = options with
        {
            DataDirectory = Path.GetFullPath(directory),
            PublicUrl = section["PublicUrl"] ?? LocalAddress(builder.Configuration),
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
        var address = BindingAddress.Parse((configuration[WebHostDefaults.ServerUrlsKey] ?? DefaultUrl).Split(';')[0]);
        var host = address.Host is "+" or "*" or "0.0.0.0" or "[::]" ? "localhost" : address.Host;
        return $"{address.Scheme}://{host}:{address.Port}";
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

internal sealed class SettingsException(IReadOnlyList<string> faults) : Exception(string.Join(Environment.NewLine, faults))
{
    public IReadOnlyList<string> Faults => faults;
}
