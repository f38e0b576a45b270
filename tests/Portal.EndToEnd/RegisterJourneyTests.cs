using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Portal.EndToEnd.Support;
using static Microsoft.Playwright.Assertions;

namespace Portal.EndToEnd;

/// <summary>The register as its people meet it: who files, and who reads what was filed.</summary>
[Collection(nameof(Browser)), Trait("Category", "Browser")]
public sealed partial class RegisterJourneyTests(Browser browser, DemoPortal demo)
{
    private static readonly (string Question, string Choice)[] Before =
    [
        ("What is your organisation to this system?", "We use it in our work"), ("Does it do any of these?", "None of these"),
        ("Is it, or does it keep safe, a product under EU safety law?", "No"), ("Is it used in any of these areas?", "Credit, insurance, public benefits, emergency calls"),
    ];

    private static readonly (string Question, string Choice)[] After =
    [
        ("Does it profile people?", "Yes"), ("Does it talk to people, or make or judge what they see and hear?", "None of these"),
        ("Does it decide about people by itself, with serious effect?", "No"), ("What can its errors cost, in a bad year?", "A department would feel it"),
        ("What can its errors do to a person?", "Annoyance or lost time"), ("Can an error be undone?", "With effort, or in part"),
        ("How does it work?", "Learned from data, and each result can be explained"), ("What does it do by itself?", "Acts once a person has approved"),
        ("Whom does it reach?", "Customers, applicants or others outside"),
    ];

    [Fact]
    public Task An_owner_files_credit_scoring_in_six_steps_through_a_reload_and_reads_why_it_is_high_and_risk_returns_it_and_then_confirms() => browser.WalkAsync(demo.Portal, async journey =>
    {
        var owner = await journey.SignInAsync("owner@demo.example");
        await owner.OpenAsync("/register/new");
        await owner.Page.GetByRole(AriaRole.Button, new() { NameRegex = Template() }).ClickAsync();
        await owner.FillAsync("Name", "Overdraft scoring");
        await owner.Page.WaitForURLAsync(Drafted());
        var code = Drafted().Match(owner.Page.Url).Groups[1].Value;
        await owner.FillAsync("Legal entity", "Demo Bank AG");
        await owner.FillAsync("Department", "Retail lending");
        await owner.FillAsync("Countries", "DE, AT");
        await owner.NextAsync("People");
        await owner.SelectAsync("Technical owner", "Tomas Berg · Payments");
        await owner.NextAsync("Use");

        // Typed and not left: the reload comes before anything else does.
        await owner.FillAsync("Purpose", "Scores customers who ask for an overdraft, as one input to the credit officer's decision.");
        await owner.SeeAsync("Similar purpose");
        await Expect(owner.Page.GetByRole(AriaRole.Status).Filter(new() { HasText = "saved" })).ToContainTextAsync(code);
        await owner.Page.ReloadAsync();
        await Expect(owner.Page.GetByLabel("Purpose", new() { Exact = true })).ToHaveValueAsync("Scores customers who ask for an overdraft, as one input to the credit officer's decision.");

        await owner.FillAsync("People affected", "Customers who ask for an overdraft");
        await owner.ChooseAsync("May it stop?", "To its fall-back only");
        await owner.FillAsync("Fall-back", "A fixed limit of 500 EUR");
        await owner.NextAsync("Data and limits");
        await owner.FillAsync("Data sources", "Core banking");
        await owner.ChooseAsync("Personal data", "Personal data");
        await owner.NextAsync("Risk");
        await owner.AnswerAsync(Before);
        await owner.AnswerAsync(("What does it do about these services?", "Evaluates the creditworthiness of natural persons, or scores their credit"));
        await owner.SeeAsync("High so far, because it decides on credit of natural persons (Annex III 5b)");
        await owner.AnswerAsync(After);
        await owner.SeeNoBarrierAsync();
        await owner.NextAsync("Check and submit");
        await owner.SeeAsync("Nothing lacks");
        await owner.SeeAsync("What Tier High demands");
        await owner.PictureAsync("ready-to-submit");
        await owner.PressAsync("Submit");
        await owner.SeeAsync("With risk");

        var risk = await journey.SignInAsync("risk@demo.example");
        await risk.OpenAsync($"/register/{code}");
        await risk.FillAsync("Reason or remarks", "Who may set the limit by hand?");
        await risk.PressAsync("Return with remarks");
        await owner.SeeAsync("Who may set the limit by hand?");
        await owner.OpenAsync($"/register/{code}/edit?step=use");
        await owner.FillAsync("Fall-back", "A fixed limit of 500 EUR; the branch manager sets another by hand");
        await owner.StepAsync("Check and submit");
        await owner.PressAsync("Submit");
        await owner.SeeAsync("With risk");
        await risk.OpenAsync($"/register/{code}");
        await risk.PressAsync("Accept as Tier High");
        await owner.SeeAsync("Published");
        await owner.SeeAsync("EU high-risk");
    });

    [Fact]
    public Task An_owner_completes_the_card_of_a_version_and_is_refused_as_their_own_reviewer() => browser.WalkAsync(demo.Portal, async journey =>
    {
        var owner = await journey.SignInAsync("owner@demo.example");
        await owner.OpenAsync("/register/AIS-0001/versions/v3.2?tab=card");
        await owner.PressAsync("Begin it from v3.1");
        await owner.SeeAsync("3 of 10 sections that are asked for are empty.");
        await owner.SeeAsync("from v3.1, unchanged");
        await owner.SeeNoBarrierAsync();
        await owner.PictureAsync("begun");

        // As long as a section may be, and not left when the page is read anew.
        var longest = new string('€', 19_000) + " and so on, word for word, up to the last of them.";
        await owner.PressAsync("Write Training");
        await owner.FillAsync("Training in Markdown", longest);
        await owner.Page.ReloadAsync();
        await owner.PressAsync("Write Training");
        await Expect(owner.Page.GetByLabel("Training in Markdown", new() { Exact = true })).ToHaveValueAsync(longest);
        await owner.FillAsync("Training in Markdown", "Loans up to the *second* quarter of 2026, with **38** features.\n\n<script>alert(1)</script>");
        await owner.PressAsync("Preview");
        await Expect(owner.Page.Locator(".card-preview strong")).ToHaveTextAsync("38");
        await owner.SeeNoBarrierAsync();
        await owner.PressAsync("Save");
        await owner.SeeAsync("2 of 10 sections that are asked for are empty.");
        foreach (var section in new[] { "Evaluation", "Fairness" })
        {
            await owner.PressAsync($"Write {section}");
            await owner.FillAsync($"{section} in Markdown", $"What was found by {section.ToLowerInvariant()}.");
            await owner.PressAsync("Save");
            await Expect(owner.Page.GetByRole(AriaRole.Button, new() { Name = $"Edit {section}" })).ToBeVisibleAsync();
        }

        await owner.PressAsync("Submit for review");
        await Expect(owner.Dialog("Submit for review")).ToContainTextAsync("You confirm that what was taken over from v3.1 holds for v3.2 too");
        await owner.PressAsync("Submit");
        await owner.SeeAsync("You wrote on revision 1: somebody else reviews it.");
        await Expect(owner.Page.GetByRole(AriaRole.Button, new() { Name = "Review", Exact = true })).ToHaveAttributeAsync("aria-disabled", "true");

        var reviewer = await journey.SignInAsync("tech@demo.example");
        await reviewer.OpenAsync("/");
        await reviewer.Page.GetByRole(AriaRole.Link, new() { Name = "AIS-0001/v3.2" }).ClickAsync();
        await reviewer.PressAsync("Review");
        await reviewer.FillAsync("Remarks", "Complete.");
        await reviewer.PressAsync("Approve");
        await Expect(owner.Page.GetByRole(AriaRole.Region, new() { Name = "Who wrote, who reviewed" })).ToContainTextAsync("Complete.");
        await owner.SeeAsync("Write a new revision");
        await owner.SeeNoBarrierAsync();
    });

    [GeneratedRegex("^Score or prediction")]
    private static partial Regex Template();

    [GeneratedRegex(@"/register/(AIS-\d+)/edit")]
    private static partial Regex Drafted();
}
