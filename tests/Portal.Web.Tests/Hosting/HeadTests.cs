using System.Net;
using Portal.Web.Tests.Support;

namespace Portal.Web.Tests.Hosting;

public sealed class HeadTests
{
    [Theory]
    [InlineData("/account/login", HttpStatusCode.OK)]
    [InlineData("/register", HttpStatusCode.Redirect)]
    [InlineData("/health/ready", HttpStatusCode.OK)]
    public async Task Who_asks_for_the_headers_alone_gets_those_of_the_page(string path, HttpStatusCode expected)
    {
        await using var portal = await PortalHost.StartAsync();
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = portal.Address };
        using var get = await client.GetAsync(new Uri(path, UriKind.Relative));
        using var head = await client.SendAsync(new HttpRequestMessage(HttpMethod.Head, path));

        Assert.Equal((expected, expected), (get.StatusCode, head.StatusCode));
        Assert.Equal((get.Headers.Location, get.Content.Headers.ContentType), (head.Headers.Location, head.Content.Headers.ContentType));
        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
    }
}
