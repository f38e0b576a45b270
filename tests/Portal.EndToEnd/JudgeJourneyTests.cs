using System.Text;
using System.Text.Json;
using Microsoft.Playwright;
using Portal.EndToEnd.Support;
using Portal.Tests.Shared;
using static Microsoft.Playwright.Assertions;

namespace Portal.EndToEnd;

/// <summary>A model reads what another put out, and a person looks over its shoulder.</summary>
[Collection(nameof(Browser)), Trait("Category", "Browser")]
public sealed class JudgeJourneyTests(Browser browser, DemoPortal demo)
{
    private const string OwnRubric = "1 when the remark quotes a guideline, otherwise 0.";

    [Fact]
    public Task An_owner_has_outputs_judged_and_a_reviewer_checks_the_judge() => browser.WalkAsync(demo.Portal, async journey =>
    {
        await using var judge = Receiver.Start();
        var failed = 0;
        judge.Answer = post => Task.FromResult(Interlocked.Increment(ref failed) <= 2 ? new Reply(503) : Says(post.Body.Contains("SaveAll", StringComparison.Ordinal) ? 0 : 1));

        var owner = await journey.SignInAsync("owner@demo.example");
        await owner.OpenAsync("/register/AIS-0006/versions/review-2?tab=evaluations");
        await owner.PressAsync("Have outputs judged");
        var dialog = owner.Dialog("Have outputs judged");
        await dialog.GetByLabel("Data set", new() { Exact = true }).FillAsync("changes of a day");
        await dialog.GetByLabel("Outputs", new() { Exact = true }).ChooseAsync("outputs.ndjson", "application/x-ndjson", Encoding.UTF8.GetBytes(Outputs));
        await dialog.GetByLabel("Endpoint", new() { Exact = true }).FillAsync("http://10.0.0.1");
        await dialog.GetByLabel("Judge model", new() { Exact = true }).FillAsync("small-judge");
        await dialog.GetByText("Rubric of Relevance").ClickAsync();
        await dialog.GetByLabel("What the judge goes by for Relevance").FillAsync(OwnRubric);
        await owner.SeeNoBarrierAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Have them judged" }).ClickAsync();
        await Expect(dialog.Locator(".field-error:visible")).ToHaveCountAsync(1);
        await dialog.GetByLabel("Endpoint", new() { Exact = true }).FillAsync(judge.Address.GetLeftPart(UriPartial.Authority));
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Have them judged" }).ClickAsync();
        await Expect(dialog).ToHaveCountAsync(0);

        var runs = owner.Page.GetByRole(AriaRole.Region, new() { Name = "Judged outputs" });
        await Expect(runs.GetByRole(AriaRole.Row).Filter(new() { HasText = "changes of a day" })).ToContainTextAsync("36 of 36 answers");
        Assert.Contains(judge.Posts, post => post.Body.Contains(OwnRubric, StringComparison.Ordinal));
        await owner.PictureAsync("judged");

        var reviewer = await journey.SignInAsync("product@demo.example");
        await reviewer.OpenAsync("/register/AIS-0006/versions/review-2/judgements/2");
        await Expect(reviewer.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "SaveAllAsync" })).ToContainTextAsync("0.00");
        await reviewer.Page.GetByRole(AriaRole.Link, new() { Name = "Drawn for a check" }).ClickAsync();
        await reviewer.Page.GetByRole(AriaRole.Group, new() { Name = "Row change-04, Factuality" }).GetByRole(AriaRole.Button, new() { Name = "I agree" }).ClickAsync();
        await reviewer.Page.GetByRole(AriaRole.Group, new() { Name = "Row change-05, Factuality" }).GetByRole(AriaRole.Button, new() { Name = "I disagree" }).ClickAsync();
        var checkedByPeople = reviewer.Page.GetByRole(AriaRole.Region, new() { Name = "Checked by people" });
        await Expect(checkedByPeople.GetByRole(AriaRole.Row).Filter(new() { HasText = "Factuality" })).ToContainTextAsync("2 of 12");
        await Expect(checkedByPeople.GetByRole(AriaRole.Row).Filter(new() { HasText = "Factuality" })).ToContainTextAsync("50 %");
        await reviewer.SeeNoBarrierAsync();
        await reviewer.PictureAsync("checked");
    });

    private static string Outputs => string.Join('\n', Enumerable.Range(1, 12).Select(number => JsonSerializer.Serialize(new
    {
        id = $"change-{number:00}",
        question = $"var total{number} = 0.0;",
        context = "Money is a decimal.",
        output = number == 4 ? "Call SaveAllAsync() instead." : "Make it a decimal: the guideline says so.",
    })));

    private static Reply Says(double score) => new(200, JsonSerializer.Serialize(new
    {
        choices = new[] { new { message = new { role = "assistant", content = JsonSerializer.Serialize(new { score, reason = "Read beside the guideline." }) } } },
        usage = new { total_tokens = 90 },
    }));
}
