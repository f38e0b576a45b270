using System.Net.Sockets;
using System.Text;
using Portal.Accounts;
using Portal.Web.Tests.Support;

namespace Portal.Web.Tests.Hosting;

public sealed class RefusedBodiesTests
{
    /// <summary>More than any connection holds on its way: a server that does not read on breaks off what is being sent.</summary>
    private const int Megabytes = 20;

    [Theory]
    [InlineData("PUT /api/v1/systems/AIS-0001/versions/v1/card", true, 413)]
    [InlineData("POST /api/v1/systems", true, 413)]
    [InlineData("POST /api/v1/telemetry/predictions?system=AIS-0001", true, 413)]
    [InlineData("POST /otlp/v1/traces", true, 413)]
    [InlineData("POST /api/v1/systems", false, 401)]
    [InlineData("POST /account/login", false, 400)]
    public async Task Who_sends_more_than_is_taken_gets_the_answer_whole(string request, bool signed, int status)
    {
        await using var portal = await PortalHost.StartAsync();
        using var client = await portal.Client(await portal.Person("Owner", Role.SystemOwner));
        var token = signed ? $"Authorization: {client.DefaultRequestHeaders.Authorization}\r\n" : "";
        using var socket = new TcpClient();
        await socket.ConnectAsync(portal.Address.Host, portal.Address.Port);
        await using var line = socket.GetStream();
        using var answers = new StreamReader(line, Encoding.ASCII);

        await line.WriteAsync(Encoding.ASCII.GetBytes($"{request} HTTP/1.1\r\nHost: 127.0.0.1\r\n{token}Content-Type: application/json\r\nConnection: close\r\nContent-Length: {Megabytes << 20}\r\n\r\n"));
        Assert.StartsWith($"HTTP/1.1 {status} ", await answers.ReadLineAsync(), StringComparison.Ordinal);
        for (var sent = 0; sent < Megabytes; sent++)
            await line.WriteAsync(new byte[1 << 20]);
        Assert.Contains("\r\n\r\n", await answers.ReadToEndAsync(), StringComparison.Ordinal);
    }
}
