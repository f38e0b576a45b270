using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Portal.Web.Hosting;

namespace Portal.Web.Tests.Hosting;

public sealed class SettingsTests
{
    [Theory]
    [InlineData(null, "http://localhost:5080")]
    [InlineData(" ", "http://localhost:5080")]
    [InlineData("http://127.0.0.1:5081", "http://127.0.0.1:5081")]
    [InlineData("http://+:8080", "http://localhost:8080")]
    [InlineData("http://0.0.0.0:8080", "http://localhost:8080")]
    [InlineData("https://[::]:8443;http://*:8080", "https://localhost:8443")]
    [InlineData("http://portal.internal", "http://portal.internal:80")]
    public void The_portal_is_asked_for_its_health_where_it_listens(string? urls, string local)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["urls"] = urls }).Build();

        Assert.Equal(local, Settings.LocalAddress(configuration));
    }

    [Theory]
    [InlineData("5080")]
    [InlineData("localhost")]
    public void What_is_no_address_is_named(string urls)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["urls"] = urls }).Build();

        Assert.Contains($"'{urls}' is no address", Assert.Throws<SettingsException>(() => Settings.LocalAddress(configuration)).Message);
    }

    [Fact]
    public void The_data_directory_that_the_portal_makes_is_for_its_user_alone()
    {
        if (OperatingSystem.IsWindows())
            return;
        var folder = Directory.CreateTempSubdirectory("portal-settings-").FullName;
        var directory = Path.Combine(folder, "data");

        Settings.Read(WebApplication.CreateBuilder([$"--Portal:DataDirectory={directory}"]), Arguments.Parse([]));

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(directory));
        Directory.Delete(folder, recursive: true);
    }
}
