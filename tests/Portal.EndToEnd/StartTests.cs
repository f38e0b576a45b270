using System.Net;
using Portal.EndToEnd.Support;

namespace Portal.EndToEnd;

[Collection(nameof(Browser)), Trait("Category", "Browser")]
public sealed class StartTests(Browser browser, DemoPortal demo)
{
    [Fact]
    public async Task The_portal_answers_health_and_shows_its_sign_in_page()
    {
        await using var portal = await PortalProcess.StartAsync();
        using var client = portal.Client();

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/live")).StatusCode);
        Assert.Equal(0, await portal.CommandAsync("health", "--urls", portal.Address.OriginalString));
        await browser.WalkAsync(portal, async journey =>
        {
            var somebody = await journey.SomebodyAsync();
            await somebody.Page.GotoAsync("/");

            await somebody.SeeHeadingAsync("Sign in");
            await somebody.SeeNoBarrierAsync();
            await somebody.PictureAsync("sign-in");
        });
    }

    [Fact]
    public async Task The_owner_of_the_demo_signs_in_and_sees_their_work()
    {
        await browser.WalkAsync(demo.Portal, async journey =>
        {
            var owner = await journey.SignInAsync("owner@demo.example");

            await owner.SeeHeadingAsync("My work");
            await owner.SeeNoBarrierAsync();
            await owner.PictureAsync("my-work");
        });
    }
}
