using Microsoft.Extensions.Configuration;
using Portal.Web.Hosting;

namespace Portal.Web.Tests.Hosting;

public sealed class SettingsTests
{
    [Theory]
    [InlineData(null, "http://localhost:5080")]
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
}
