namespace Portal.EndToEnd.Support;

/// <summary>One portal without any content, for a class of tests that only look.</summary>
public sealed class EmptyPortal : IAsyncLifetime
{
    private PortalProcess? _portal;

    public PortalProcess Portal => _portal ?? throw new InvalidOperationException("The portal was not started.");

    public async Task InitializeAsync() => _portal = await PortalProcess.StartAsync();

    public async Task DisposeAsync()
    {
        if (_portal is not null)
            await _portal.DisposeAsync();
    }
}
