using System.Net.Http.Json;
using Portal.Accounts;

namespace Portal.Web.Tests.Support;

/// <summary>
/// One portal for a class of tests that leave nothing behind, such as refusals: a system owner with a client, and one system of theirs.
/// To start a portal takes longer than to ask it.
/// </summary>
public sealed class OneSystem : IAsyncLifetime
{
    public const string Code = "AIS-0001";
    public const string Purpose = "Answers questions.";

    private PortalHost? _host;
    private HttpClient? _client;

    public PortalHost Host => _host ?? throw new InvalidOperationException("The portal was not started.");

    public HttpClient Client => _client ?? throw new InvalidOperationException("The portal was not started.");

    public async Task InitializeAsync()
    {
        _host = await PortalHost.StartAsync();
        _client = await _host.Client(await _host.Person("Owner", Role.SystemOwner));
        using var filed = await _client.PostAsJsonAsync("/api/v1/systems", new { name = "Chatbot", purpose = Purpose });
        filed.EnsureSuccessStatusCode();
    }

    public async Task DisposeAsync()
    {
        _client?.Dispose();
        if (_host is not null)
            await _host.DisposeAsync();
    }
}
