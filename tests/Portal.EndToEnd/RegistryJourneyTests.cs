using Microsoft.Playwright;
using Portal.EndToEnd.Support;
using static Microsoft.Playwright.Assertions;

namespace Portal.EndToEnd;

/// <summary>Models, prompts and agents: what they are made of, and what became different.</summary>
[Collection(nameof(Browser)), Trait("Category", "Browser")]
public sealed class RegistryJourneyTests(Browser browser, DemoPortal demo) : IClassFixture<DemoPortal>
{
    [Fact]
    public Task A_developer_compares_two_versions_and_reads_what_differs() => browser.WalkAsync(demo.Portal, async journey =>
    {
        var developer = await journey.SignInAsync("developer@demo.example");
        await developer.OpenAsync("/models");
        await developer.SeeNoBarrierAsync();
        await developer.PictureAsync("models");
        await developer.Page.GetByRole(AriaRole.Searchbox, new() { Name = "Search the models and prompts" }).FillAsync("scorecard");
        await developer.Page.Keyboard.PressAsync("Enter");
        await Expect(developer.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "card-fraud-gbm" })).ToHaveCountAsync(0);
        await developer.Page.GetByRole(AriaRole.Link, new() { Name = "v3.3", Exact = true }).ClickAsync();

        await developer.Page.GetByRole(AriaRole.Link, new() { Name = "Contents", Exact = true }).ClickAsync();
        await developer.SeeAsync("Retail loans, decided and matured");
        await developer.PressAsync("Verify the bytes");
        await Expect(developer.Page.GetByText("Every stored byte is the declared one.")).ToBeVisibleAsync();
        await developer.SeeNoBarrierAsync();

        await developer.Page.GetByRole(AriaRole.Link, new() { Name = "Compare with v3.1" }).ClickAsync();
        var declared = developer.Page.GetByRole(AriaRole.Region, new() { Name = "What was declared" });
        await Expect(declared.GetByRole(AriaRole.Row).Filter(new() { HasText = "postcode_area" })).ToContainTextAsync("used");
        await Expect(declared.GetByRole(AriaRole.Row).Filter(new() { HasText = "debt_ratio" })).ToHaveCountAsync(1);
        await declared.GetByRole(AriaRole.Link, new() { Name = "Show what is the same too" }).ClickAsync();
        await Expect(declared.GetByRole(AriaRole.Row).Filter(new() { HasText = "months_at_employer" })).ToBeVisibleAsync();
        await developer.SelectAsync("Compare with", "v3.2");
        await Expect(declared.GetByRole(AriaRole.Columnheader, new() { Name = "v3.2" })).ToBeVisibleAsync();
        await Expect(developer.Page.GetByRole(AriaRole.Region, new() { Name = "How they fared" })).ToContainTextAsync("Accuracy");
        await developer.SeeNoBarrierAsync();
        await developer.PictureAsync("compared");
    });

    [Fact]
    public Task A_reviewer_reads_what_became_of_the_words_of_a_prompt() => browser.WalkAsync(demo.Portal, async journey =>
    {
        var reviewer = await journey.SignInAsync("tech@demo.example");
        await reviewer.OpenAsync("/register/AIS-0006/versions/review-2?tab=contents");
        await Expect(reviewer.Page.Locator("mark").First).ToHaveTextAsync("{{language}}");
        var file = await reviewer.Page.RunAndWaitForDownloadAsync(() => reviewer.Page.GetByRole(AriaRole.Link, new() { Name = "Download", Exact = true }).ClickAsync());
        Assert.Equal("prompt.txt", file.SuggestedFilename);
        Assert.StartsWith("You review a change to the bank's code.", await File.ReadAllTextAsync(await file.PathAsync()), StringComparison.Ordinal);
        await reviewer.SeeNoBarrierAsync();

        await reviewer.OpenAsync("/register/AIS-0006/versions/review-2?tab=compare&with=review-1");
        var text = reviewer.Page.GetByRole(AriaRole.Region, new() { Name = "Text of the prompt" });
        await Expect(text.Locator("ins").Filter(new() { HasText = "You advise: a person decides." })).ToBeVisibleAsync();
        await Expect(text.Locator("del").Filter(new() { HasText = "thorough." })).ToBeVisibleAsync();
        await reviewer.SeeNoBarrierAsync();

        await reviewer.OpenAsync("/register/AIS-0006/versions/agent-1?tab=contents");
        await reviewer.Page.GetByRole(AriaRole.Link, new() { Name = "AIS-0006/large-2026-08" }).ClickAsync();
        await reviewer.SeeAsync("Bytes not seen");
        await reviewer.SeeNoBarrierAsync();
    });
}
