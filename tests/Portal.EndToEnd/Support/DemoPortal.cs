namespace Portal.EndToEnd.Support;

/// <summary>One portal with the demo's bank, for journeys that do not stand in each other's way.</summary>
public sealed class DemoPortal : IAsyncLifetime
{
    private PortalProcess? _portal;

    public PortalProcess Portal => _portal ?? throw new InvalidOperationException("The portal was not started.");

    public async Task InitializeAsync() => _portal = await PortalProcess.StartDemoAsync();

    public async Task DisposeAsync()
    {
        if (_portal is not null)
            await _portal.DisposeAsync();
    }
}
