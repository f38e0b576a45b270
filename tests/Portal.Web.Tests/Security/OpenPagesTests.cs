using System.Net;
using System.Net.WebSockets;
using Portal.Accounts;
using Portal.Web.Tests.Support;

namespace Portal.Web.Tests.Security;

/// <summary>What carries a page's circuit, asked as somebody would who ignores what the page does.</summary>
public sealed class OpenPagesTests : IAsyncLifetime
{
    private PortalHost _host = null!;

    public async Task InitializeAsync() => _host = await PortalHost.StartAsync();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Nobody_connects_to_a_circuit_without_a_session()
    {
        using var nobody = _host.Anonymous();

        using var negotiated = await nobody.PostAsync("/_blazor/negotiate?negotiateVersion=1", null);
        var refused = await Assert.ThrowsAsync<WebSocketException>(() => Connect(cookie: null, origin: null));

        Assert.NotEqual(HttpStatusCode.OK, negotiated.StatusCode);
        Assert.Contains("'401'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_of_another_site_cannot_open_a_circuit_with_somebodys_cookie()
    {
        await _host.Person("Owner", Role.SystemOwner);
        var cookie = await Browser.CookieOf(_host, "Owner");

        using var own = await Connect(cookie, _host.Address.GetLeftPart(UriPartial.Authority));
        var refused = await Assert.ThrowsAsync<WebSocketException>(() => Connect(cookie, "https://elsewhere.example"));

        Assert.Equal(WebSocketState.Open, own.State);
        Assert.Contains("403", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_ended_session_loses_its_connection_within_ten_seconds_and_does_not_get_it_back()
    {
        var owner = await _host.Person("Owner", Role.SystemOwner);
        var cookie = await Browser.CookieOf(_host, "Owner");
        using var socket = await Connect(cookie, origin: null);
        var session = (await _host.Get<Sessions>().Of(owner.Person.GetValueOrDefault(), default)).Single(line => line.Id != owner.Session).Id;

        await _host.Get<Sessions>().End(owner, session, SessionEnd.EndedByPerson, default);

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        await Assert.ThrowsAnyAsync<WebSocketException>(() => Read(socket, patience.Token));
        await Assert.ThrowsAsync<WebSocketException>(() => Connect(cookie, origin: null));
    }

    private static async Task Read(ClientWebSocket socket, CancellationToken ct)
    {
        var buffer = new byte[4096];
        while ((await socket.ReceiveAsync(buffer, ct)).MessageType != WebSocketMessageType.Close)
        {
            // Whatever the hub says: the connection must go away under it.
        }

        throw new WebSocketException("The server closed the connection.");
    }

    private async Task<ClientWebSocket> Connect(string? cookie, string? origin)
    {
        var socket = new ClientWebSocket();
        if (cookie is not null)
            socket.Options.SetRequestHeader("Cookie", cookie);
        if (origin is not null)
            socket.Options.SetRequestHeader("Origin", origin);
        await socket.ConnectAsync(new UriBuilder(_host.Address) { Scheme = "ws", Path = "/_blazor" }.Uri, default);
        return socket;
    }
}
