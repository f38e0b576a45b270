using Microsoft.Playwright;
using Portal.EndToEnd.Support;
using static Microsoft.Playwright.Assertions;

namespace Portal.EndToEnd;

/// <summary>Rules change: by one, before a second, for everybody from then on.</summary>
[Collection(nameof(Browser)), Trait("Category", "Browser")]
public sealed class PolicyJourneyTests(Browser browser, DemoPortal demo) : IClassFixture<DemoPortal>
{
    [Fact]
    public Task A_policy_manager_tightens_a_threshold_reads_which_systems_fall_short_and_a_second_person_publishes() => browser.WalkAsync(demo.Portal, async journey =>
    {
        var author = await journey.SignInAsync("policy@demo.example");
        await author.OpenAsync("/policies");
        await author.PressAsync("Draft policy 3");
        await author.FillAsync("Threshold of recall", "0.95 or so");
        await author.Page.Keyboard.PressAsync("Tab");
        await author.SeeAsync("write a number from 0 to 1, with a point.");
        await author.SeeNoBarrierAsync();
        await author.FillAsync("Threshold of recall", "0.95");
        await author.Page.Keyboard.PressAsync("Tab");
        await Expect(author.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "checks.recall.atLeast" }).Filter(new() { HasText = "0.65" })).ToContainTextAsync("Tighter");
        await Expect(author.Page.GetByLabel("The policy as YAML")).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("atLeast: 0.95"));

        await author.PressAsync("Simulate");
        var simulation = author.Page.GetByRole(AriaRole.Region, new() { Name = "What would come out differently" });
        await Expect(simulation.GetByRole(AriaRole.Row).Filter(new() { HasText = "Credit scoring" }).First).ToContainTextAsync("would fail");
        await Expect(simulation).ToContainTextAsync("past decisions would have come out otherwise");
        await author.SeeNoBarrierAsync();
        await author.PictureAsync("simulated");
        await SignAsync(author, "Propose", "Propose policy 3", "Too many missed cases this summer.");
        await author.SeeAsync("you wrote on it: a second policy manager publishes it");

        var second = await journey.SignInAsync("policy2@demo.example");
        await second.OpenAsync("/");
        var waiting = second.Page.GetByRole(AriaRole.Region, new() { Name = "Policy to publish" });
        await Expect(waiting).ToContainTextAsync("Too many missed cases this summer.");
        await second.PictureAsync("waits-for-a-second");
        await waiting.GetByRole(AriaRole.Link).First.ClickAsync();
        await second.SeeAsync("Too many missed cases this summer.");
        await second.SeeNoBarrierAsync();
        await SignAsync(second, "Publish", "Publish policy 3", "Read with its simulation.");
        await second.SeeHeadingAsync("Policy 3");
        await second.SeeAsync("In force");

        await author.SeeHeadingAsync("Draft of the next policy");
        var owner = await journey.SignInAsync("owner@demo.example");
        await owner.OpenAsync("/register/AIS-0001/versions/v3.1");
        await owner.SeeAsync("Blocked by 2 of 18 checks");
        await owner.SeeAsync("policy 3");
        await owner.OpenAsync("/promotions/PR-0001");
        await owner.SeeAsync("policy 1");
        await owner.OpenAsync("/policies?tab=changes");
        await owner.SeeAsync("checks.recall.atLeast");
        await owner.SeeNoBarrierAsync();
        await owner.OpenAsync("/policies/2");
        await owner.SeeAsync("Policy 3 took its place");
    });

    private static async Task SignAsync(Visitor signer, string act, string title, string reason)
    {
        await signer.PressAsync(act);
        var dialog = signer.Dialog(title);
        await dialog.GetByLabel("Reason").FillAsync(reason);
        await dialog.GetByLabel("Your password").FillAsync(PortalProcess.DemoPassword);
        await dialog.GetByRole(AriaRole.Button, new() { Name = act, Exact = true }).ClickAsync();
        await Expect(dialog).ToHaveCountAsync(0);
    }
}
