using Microsoft.Playwright;
using Portal.EndToEnd.Support;
using static Microsoft.Playwright.Assertions;

namespace Portal.EndToEnd;

/// <summary>Models, prompts and agents: what they are made of, and what became different.</summary>
[Collection(nameof(Browser)), Trait("Category", "Browser")]
public sealed class RegistryJourneyTests(Browser browser, DemoPortal demo)
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
        var tradeOff = developer.Page.GetByRole(AriaRole.Region, new() { Name = "Accuracy against time and cost" });
        await Expect(tradeOff.GetByRole(AriaRole.Img, new() { Name = "v3.3: 0.888 at 84 ms" })).ToBeVisibleAsync();
        await Expect(tradeOff.GetByRole(AriaRole.Row).Filter(new() { HasText = "v3.1" })).ToContainTextAsync("96 ms");
        await developer.SeeNoBarrierAsync();
        await developer.PictureAsync("compared");
    });

    [Fact]
    public Task A_developer_reads_why_the_gate_fails_and_goes_to_where_it_is_mended() => browser.WalkAsync(demo.Portal, async journey =>
    {
        var developer = await journey.SignInAsync("developer@demo.example");
        await developer.OpenAsync("/register/AIS-0001/versions/v3.3?tab=compare&with=v3.2");
        var fared = developer.Page.GetByRole(AriaRole.Region, new() { Name = "How they fared" });
        await Expect(fared.GetByRole(AriaRole.Row).Filter(new() { HasText = "Recall" })).ToContainTextAsync("0.436");
        await developer.Page.GetByRole(AriaRole.Region, new() { Name = "Accuracy against time and cost" }).GetByRole(AriaRole.Link, new() { Name = "v3.2", Exact = true }).ClickAsync();

        var gate = developer.Page.GetByRole(AriaRole.Region, new() { Name = "Gate to Production" });
        await Expect(gate).ToContainTextAsync("Blocked by");
        var recall = gate.GetByRole(AriaRole.Row).Filter(new() { Has = developer.Page.GetByText("Recall", new() { Exact = true }) });
        await Expect(recall).ToContainTextAsync("The figure is below the threshold.");
        await Expect(recall).ToContainTextAsync("0.436");
        await Expect(recall).ToContainTextAsync("≥ 0.650");
        await Expect(recall).ToContainTextAsync("Fail");
        await developer.SeeNoBarrierAsync();

        var report = gate.GetByRole(AriaRole.Row).Filter(new() { HasText = "Submit the validation report" });
        var template = await developer.Page.RunAndWaitForDownloadAsync(() => report.GetByRole(AriaRole.Link, new() { Name = "Template" }).ClickAsync());
        Assert.Equal("AIS-0001-v3.2-ValidationReport.md", template.SuggestedFilename);
        Assert.Contains("## Conclusion", await File.ReadAllTextAsync(await template.PathAsync()), StringComparison.Ordinal);
        await report.GetByRole(AriaRole.Link, new() { Name = "Submit the validation report" }).ClickAsync();
        await developer.PressAsync("Submit a document");
        await Expect(developer.Dialog("Submit a document").GetByRole(AriaRole.Link, new() { Name = "Begin with the template" })).ToBeVisibleAsync();
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
