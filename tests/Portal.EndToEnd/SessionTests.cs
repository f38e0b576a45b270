using System.Diagnostics;
using Microsoft.Playwright;
using Portal.EndToEnd.Support;

namespace Portal.EndToEnd;

[Collection(nameof(Beside)), Trait("Category", "Browser")]
public sealed class SessionTests(Browser browser)
{
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Whoever_reads_stays_signed_in_and_whoever_leaves_the_page_alone_does_not()
    {
        await using var portal = await PortalProcess.StartDemoAsync("--Portal:Sessions:Idle", Idle.ToString());
        await browser.WalkAsync(portal, async journey =>
        {
            var reader = await journey.SignInAsync("owner@demo.example");
            await reader.OpenAsync("/promotions");
            var began = Stopwatch.GetTimestamp();
            while (Stopwatch.GetElapsedTime(began) < 2.5 * Idle)
            {
                await reader.Page.Mouse.WheelAsync(0, 40);
                await reader.Page.WaitForTimeoutAsync(500);
            }

            await reader.SeeHeadingAsync("Promotions");

            await reader.Page.WaitForURLAsync("**/account/login?returnUrl=%2Fpromotions");
            await reader.SeeHeadingAsync("Sign in");
        });
    }

    [Fact]
    public async Task Signing_out_in_one_tab_ends_the_page_that_is_open_in_another()
    {
        await using var portal = await PortalProcess.StartDemoAsync();
        await browser.WalkAsync(portal, async journey =>
        {
            var reader = await journey.SignInAsync("owner@demo.example");
            await reader.OpenAsync("/promotions");
            var other = await reader.Page.Context.NewPageAsync();
            await other.GotoAsync("/");
            await other.Locator(".person").ClickAsync();
            await other.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
            await other.WaitForURLAsync("**/account/login*");

            await reader.Page.WaitForURLAsync("**/account/login?returnUrl=%2Fpromotions");
        });
    }
}
