using System.Globalization;
using Portal.Web.Hosting;

// Figures and dates read the same on every machine; pages put times into the reader's zone themselves.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
var arguments = Arguments.Parse(args);
try
{
    if (arguments.Command is { } command)
        return await Commands.Run(command, arguments);

    await using var app = PortalApp.Build(arguments);
    await Startup.Prepare(app, arguments);
    await app.RunAsync();
    return 0;
}
catch (SettingsException fault)
{
    await Console.Error.WriteLineAsync(fault.Message);
    return 2;
}
