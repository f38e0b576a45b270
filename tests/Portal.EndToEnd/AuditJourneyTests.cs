using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Portal.EndToEnd.Support;
using static Microsoft.Playwright.Assertions;

namespace Portal.EndToEnd;

/// <summary>An auditor's twenty minutes: lines that nobody chose, one of them followed to its votes and its proof, and what is asked because of it.</summary>
[Collection(nameof(Browser)), Trait("Category", "Browser")]
public sealed partial class AuditJourneyTests(Browser browser, DemoPortal demo)
{
    [Fact]
    public Task An_auditor_draws_five_lines_follows_one_to_its_proof_and_asks_its_owner() => browser.WalkAsync(demo.Portal, async journey =>
    {
        var auditor = await journey.SignInAsync("auditor@demo.example");
        var (sample, promotion) = await DrawAsync(auditor);
        await FollowAsync(auditor, promotion);

        await auditor.OpenAsync($"/audit/samples/{sample}");
        var first = auditor.Page.Locator(".drawn > li").First;
        await first.GetByRole(AriaRole.Button, new() { Name = "Note", Exact = true }).ClickAsync();
        await auditor.Dialog().GetByRole(AriaRole.Radio, new() { Name = "Fits" }).CheckAsync();
        await auditor.Dialog().GetByLabel("Note", new() { Exact = true }).FillAsync("Signed by who may sign, on the digest that was shown.");
        await auditor.PressAsync("Write it down");
        await Expect(first).ToContainTextAsync("on the digest that was shown.");

        await first.GetByRole(AriaRole.Button, new() { Name = "Ask for evidence" }).ClickAsync();
        await auditor.FillAsync("Title", "Minutes of the meeting");
        await auditor.FillAsync("What is asked for", "The minutes of the meeting in which this was decided.");
        await auditor.Page.GetByLabel("By", new() { Exact = true }).FillAsync(TimeProvider.System.GetUtcNow().AddDays(5).ToString("yyyy-MM-dd"));
        await auditor.SeeNoBarrierAsync();
        await auditor.PressAsync("Ask");
        var request = await first.GetByRole(AriaRole.Link, new() { NameRegex = RequestCode() }).InnerTextAsync();
        await auditor.SeeNoBarrierAsync();
        await auditor.PictureAsync("sample");

        await AnswerAsync(journey, auditor, request);
        await SeeNothingToDoAsync(auditor, promotion);
    });

    /// <summary>By a seed that is on the page; the commands beside it are for who does not take the portal's word.</summary>
    private static async Task<(string Sample, string Promotion)> DrawAsync(Visitor auditor)
    {
        await auditor.OpenAsync("/audit/samples/new?list=decisions");
        await auditor.FillAsync("Lines", "5");
        await auditor.FillAsync("Seed", "journey-5");
        await auditor.PressAsync("Draw");
        await auditor.Page.WaitForURLAsync(OfSample());
        await Expect(auditor.Page.Locator(".drawn > li")).ToHaveCountAsync(5);
        await auditor.SeeAsync("journey-5");
        var promotion = await auditor.Page.Locator(".drawn > li").First.GetByRole(AriaRole.Link, new() { NameRegex = PromotionCode() }).InnerTextAsync();
        return (OfSample().Match(auditor.Page.Url).Groups[1].Value, promotion.Split('#')[0]);
    }

    private static async Task FollowAsync(Visitor auditor, string promotion)
    {
        await auditor.Page.Locator(".drawn > li").First.GetByRole(AriaRole.Link, new() { NameRegex = PromotionCode() }).ClickAsync();
        await auditor.Page.WaitForURLAsync($"**/promotions/{promotion}");
        await auditor.SeeAsync("Threshold");
        await auditor.SeeAsync("approved");

        await auditor.OpenAsync($"/audit?subject={promotion}&view=timeline");
        await auditor.Page.Locator(".story a.num").First.ClickAsync();
        await Expect(auditor.Dialog()).ToContainTextAsync("gives the root of the checkpoint over");
        await Expect(auditor.Dialog().GetByRole(AriaRole.Link, new() { Name = "Download the proof" })).ToBeVisibleAsync();
    }

    private static async Task AnswerAsync(Journey journey, Visitor auditor, string request)
    {
        await auditor.OpenAsync($"/audit/requests/{request}");
        var risk = await journey.SignInAsync("risk@demo.example");
        await risk.OpenAsync($"/audit/requests/{request}");
        await risk.PressAsync("Answer");
        await risk.Dialog().GetByLabel("Answer", new() { Exact = true }).FillAsync("Page 3 of the minutes of the credit committee.");
        await risk.Dialog().GetByRole(AriaRole.Button, new() { Name = "Answer", Exact = true }).ClickAsync();

        // Without a reload: what others did stands there already.
        await auditor.SeeAsync("Page 3 of the minutes of the credit committee.");
        await auditor.PressAsync("Accept");
        await risk.SeeAsync("The answer is accepted.");
        await auditor.SeeNoBarrierAsync();
    }

    /// <summary>Neither a bar of acts nor a button that begins one, wherever others find some; a form may still be sent to choose what is shown.</summary>
    private static async Task SeeNothingToDoAsync(Visitor auditor, string promotion)
    {
        foreach (var page in new[] { $"/promotions/{promotion}", "/findings/FI-0001", "/exceptions/EX-0001", "/register/AIS-0001", "/register/AIS-0001/versions/v3.1", "/monitoring/AIS-0001", "/monitoring/alerts", "/policies", "/evaluations", "/costs" })
        {
            await auditor.OpenAsync(page);
            Assert.Equal((page, 0), (page, await auditor.Page.Locator("main :is(.action-bar button, button[type=button].primary, button[type=button].danger, a.button.primary)").CountAsync()));
        }
    }

    [GeneratedRegex("/audit/samples/(SP-[0-9]+)$")]
    private static partial Regex OfSample();

    [GeneratedRegex("^PR-[0-9]+(#[0-9]+)?$")]
    private static partial Regex PromotionCode();

    [GeneratedRegex("^RQ-[0-9]+$")]
    private static partial Regex RequestCode();
}
