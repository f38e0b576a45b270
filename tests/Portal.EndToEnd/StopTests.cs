using Portal.EndToEnd.Support;

namespace Portal.EndToEnd;

[Trait("Category", "Fault")]
public sealed class StopTests
{
    [Fact]
    public async Task Asked_to_stop_the_portal_ends_by_itself_without_a_fault()
    {
        await using var portal = await PortalProcess.StartAsync();

        Assert.Equal(0, await portal.StopAsync());
    }

    [Fact]
    public async Task Killed_the_portal_starts_again_on_what_it_left()
    {
        await using var portal = await PortalProcess.StartAsync();
        await portal.KillAsync();

        await portal.StartAgainAsync();

        Assert.Equal(0, await portal.CommandAsync("verify"));
    }
}
