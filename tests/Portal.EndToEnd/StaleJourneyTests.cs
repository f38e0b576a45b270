using Microsoft.Playwright;
using Portal.EndToEnd.Support;
using static Microsoft.Playwright.Assertions;

namespace Portal.EndToEnd;

/// <summary>What was shown for decision changes while it is looked at.</summary>
[Collection(nameof(Browser)), Trait("Category", "Browser")]
public sealed class StaleJourneyTests(Browser browser, DemoPortal demo) : IClassFixture<DemoPortal>
{
    [Fact]
    public Task A_published_change_of_the_purpose_shows_in_the_open_room() => browser.WalkAsync(demo.Portal, async journey =>
    {
        using var pipeline = new Pipeline(demo.Portal);
        var board2 = await journey.SignInAsync("board2@demo.example");
        await board2.OpenAsync($"/promotions/{await pipeline.PromotionAsync("AIS-0001", "v3.3")}");
        await board2.SeeAsync("You may sign.");
        var owner = await journey.SignInAsync("owner@demo.example");
        await owner.OpenAsync("/register/AIS-0001/edit?step=use");
        await owner.FillAsync("Purpose", "Sets the limit of a consumer loan without anybody looking at it.");
        await owner.StepAsync("Check and submit");
        await owner.PressAsync("Submit");
        await owner.SeeAsync("with risk r2");

        var risk = await journey.SignInAsync("risk@demo.example");
        await risk.OpenAsync("/register/AIS-0001");
        await risk.PressAsync("Accept as Tier High");

        var changed = board2.Page.GetByRole(AriaRole.Region, new() { Name = "Stale: what was shown for decision changed" });
        await Expect(changed.GetByRole(AriaRole.Rowheader)).ToHaveTextAsync(["Purpose"]);
        await Expect(changed.GetByText("Sets the limit of a consumer loan")).ToBeVisibleAsync();
        await Expect(board2.Page.GetByRole(AriaRole.Button, new() { Name = "Approve" })).ToHaveCountAsync(0);
        await board2.SeeNoBarrierAsync();
        await board2.PictureAsync("stale");
    });
}
