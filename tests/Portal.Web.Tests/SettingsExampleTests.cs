using Microsoft.Extensions.Configuration;

namespace Portal.Web.Tests;

public sealed class SettingsExampleTests
{
    [Fact]
    public void The_example_names_every_setting_with_its_default_and_no_other()
    {
        var section = new ConfigurationBuilder().AddJsonFile(Path.Combine(Root(), "appsettings.Example.json")).Build().GetSection("Portal");
        var known = section.GetChildren().Where(child => child.Key != "Demo").SelectMany(child => child.AsEnumerable()).Where(pair => pair.Value is not null);
        var settings = new ConfigurationBuilder().AddInMemoryCollection(known).Build().GetSection("Portal");

        var options = settings.Get<PortalOptions>(binder => binder.ErrorOnUnknownConfiguration = true);

        Assert.Equal(new PortalOptions(), options);
        Assert.Equal(
            typeof(PortalOptions).GetProperties().Select(property => property.Name).Append("Demo").Order(),
            section.GetChildren().Select(child => child.Key).Order());
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Portal.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
