using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Portal.Web.Account;
using Portal.Web.Api;
using Portal.Web.Demo;
using Portal.Web.Layout;
using Portal.Web.Promotions;
using Portal.Web.Reports.Documents;
using Portal.Web.Ui;
using Portal.Web.Work;

namespace Portal.Web.Hosting;

/// <summary>The application put together: its parts, then what a request passes.</summary>
internal static class PortalApp
{
    /// <summary>What a browser may send at once, in bytes: with the framework's 32 kB a text of the length that its field allows would end the circuit.</summary>
    private const int LargestField = 512 * 1024;

    public static WebApplication Build(Arguments arguments)
    {
        // Published, the assets lie beside the program; run from the sources, they come from the build's manifest.
        var published = Directory.Exists(Path.Combine(AppContext.BaseDirectory, "wwwroot"));
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = arguments.Rest,
            ApplicationName = "Portal.Web",
            ContentRootPath = published ? AppContext.BaseDirectory : null,
        });
        if (!published)
            builder.WebHost.UseStaticWebAssets();

        var options = Settings.Read(builder, arguments);
        Logs(builder.Logging, arguments);

        builder.Services.AddSingleton(TimeProvider.System).AddPortal(options);
        builder.Services.AddSingleton<Metrics>();
        builder.Services.AddSingleton<OpenCircuits>().AddSingleton<CircuitHandler>(services => services.GetRequiredService<OpenCircuits>());
        builder.Services.AddSingleton(new FrameOptions { Demo = arguments.Demo });
        builder.Services.AddKeyRing();
        builder.Services.AddSignIn(options);
        builder.Services.AddPortalApi();
        builder.Services.AddRequestLimits(options.Tokens);
        builder.Services.AddSecurityHeaders();
        builder.Services.AddUi();
        builder.Services.AddSingleton<DeskQueries>();
        builder.Services.AddSingleton<EvidenceReader>();
        builder.Services.AddDocumentForms();
        builder.Services.AddRazorComponents().AddInteractiveServerComponents().AddHubOptions(hub => hub.MaximumReceiveMessageSize = LargestField);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(25));
        builder.WebHost.ConfigureKestrel(kestrel => Limit(kestrel.Limits));

        if (arguments.Demo)
            builder.Services.AddDemo(options);

        var app = builder.Build();
        app.UsePortal(options);
        app.MapPortal();
        return app;
    }

    /// <summary>Whoever sends slowly, in order to hold connections, is cut off within ten seconds; bodies have the server's own least rate.</summary>
    private static void Limit(KestrelServerLimits limits)
    {
        limits.MaxRequestBodySize = 16 * 1024 * 1024;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(8);
    }

    /// <summary>One JSON object a line for collectors; in the demo, where a person reads along, plain lines.</summary>
    private static void Logs(ILoggingBuilder logging, Arguments arguments)
    {
        logging.ClearProviders();
        logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("System.Net.Http", LogLevel.Warning).AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Information);
        if (arguments.Demo)
            logging.AddSimpleConsole(console => console.SingleLine = true);
        else
            logging.AddJsonConsole(console => console.UseUtcTimestamp = true);
    }
}
