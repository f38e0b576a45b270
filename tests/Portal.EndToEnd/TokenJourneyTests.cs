using System.Net;
using System.Net.Http.Headers;
using Microsoft.Playwright;
using Portal.EndToEnd.Support;
using static Microsoft.Playwright.Assertions;

namespace Portal.EndToEnd;

[Collection(nameof(Browser)), Trait("Category", "Browser")]
public sealed class TokenJourneyTests(Browser browser, DemoPortal demo)
{
    [Fact]
    public Task A_developer_makes_a_token_for_one_system_works_with_it_and_an_administrator_revokes_it() => browser.WalkAsync(demo.Portal, async journey =>
    {
        var developer = await journey.SignInAsync("developer@demo.example");
        await developer.OpenAsync("/settings/tokens");
        await developer.SeeAsync("No token yet");
        await developer.PressAsync("New token");
        await developer.FillAsync("Label", "Nightly build");
        await developer.Page.GetByRole(AriaRole.Checkbox, new() { Name = "Read" }).CheckAsync();
        await developer.FillAsync("Systems", "ais-0002");
        await developer.FillAsync("Reason", "The nightly build reads what is in production.");
        await developer.SeeNoBarrierAsync();
        await developer.PressAsync("Make the token");
        var secret = await developer.Page.GetByLabel("Token", new() { Exact = true }).InnerTextAsync();
        await developer.PressAsync("I have copied it");
        await developer.SeeAsync("AIS-0002");
        await developer.SeeNoBarrierAsync();

        using var pipeline = demo.Portal.Client();
        pipeline.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        Assert.Equal(HttpStatusCode.OK, (await pipeline.GetAsync("/api/v1/systems/AIS-0002")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await pipeline.GetAsync("/api/v1/systems/AIS-0001")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await pipeline.PostAsync("/api/v1/telemetry/predictions?system=AIS-0002", new StringContent("[]"))).StatusCode);

        var administrator = await journey.SignInAsync("admin@demo.example");
        await administrator.OpenAsync("/settings/tokens?tab=everybody");
        await administrator.PressAsync("Revoke Nightly build");
        var dialog = administrator.Dialog("Revoke Nightly build");
        await dialog.GetByLabel("Reason").FillAsync("It was seen in a log.");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Revoke" }).ClickAsync();
        await Expect(dialog).Not.ToBeVisibleAsync();
        await administrator.SeeAsync("Revoked");

        Assert.Equal(HttpStatusCode.Unauthorized, (await pipeline.GetAsync("/api/v1/systems/AIS-0002")).StatusCode);
    });
}
