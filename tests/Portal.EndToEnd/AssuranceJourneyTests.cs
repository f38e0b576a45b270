using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Portal.EndToEnd.Support;
using static Microsoft.Playwright.Assertions;

namespace Portal.EndToEnd;

/// <summary>What looks across: the desk, what a system lacks, and the estate as a whole.</summary>
[Collection(nameof(Browser)), Trait("Category", "Browser")]
public sealed partial class AssuranceJourneyTests(Browser browser, DemoPortal demo)
{
    [Fact]
    public Task An_owner_goes_from_the_desk_by_what_a_system_lacks_to_where_it_is_mended() => browser.WalkAsync(demo.Portal, async journey =>
    {
        var owner = await journey.SignInAsync("owner@demo.example");
        var systems = owner.Page.GetByRole(AriaRole.Region, new() { Name = "My systems", Exact = true });
        await Expect(systems.GetByRole(AriaRole.Row).Filter(new() { HasText = "Marketing propensity" })).ToContainTextAsync("Sealed version");
        await owner.SeeNoBarrierAsync();
        await owner.PictureAsync("my-work");

        await systems.GetByRole(AriaRole.Link, new() { Name = "AIS-0009" }).ClickAsync();
        var readiness = owner.Page.GetByRole(AriaRole.Region, new() { Name = "Readiness" });
        await Expect(readiness.GetByRole(AriaRole.Row).Filter(new() { HasText = "Sealed version" })).ToContainTextAsync("No version is sealed yet.");
        await Expect(readiness).ToContainTextAsync("Maturity 0 · manual");
        await owner.SeeNoBarrierAsync();
        await owner.PictureAsync("readiness");

        await readiness.GetByRole(AriaRole.Link, new() { Name = "Sealed version" }).ClickAsync();
        await owner.Page.WaitForURLAsync(Versions());
        await owner.SeeAsync("curl");

        await owner.OpenAsync("/register/AIS-0004");
        await Expect(readiness).ToContainTextAsync("Not checked by the portal yet");

        await owner.OpenAsync("/register/AIS-0001");
        await readiness.GetByRole(AriaRole.Link, new() { Name = "Fall-back declared" }).ClickAsync();
        await Expect(owner.Page.GetByLabel("Fall-back", new() { Exact = true })).ToHaveValueAsync("The points table of 2019, used by hand");
    });

    [Fact]
    public Task Risk_reads_what_the_organisation_carries_and_follows_it_to_the_systems() => browser.WalkAsync(demo.Portal, async journey =>
    {
        var risk = await journey.SignInAsync("risk@demo.example");
        await risk.OpenAsync("/portfolio");
        var limits = risk.Page.GetByRole(AriaRole.Region, new() { Name = "What the organisation is ready to carry" });
        await Expect(limits.GetByRole(AriaRole.Row).Filter(new() { HasText = "Open severe findings" })).ToContainTextAsync("Within");
        await risk.SeeNoBarrierAsync();
        await risk.PictureAsync("portfolio");

        await limits.GetByRole(AriaRole.Row).Filter(new() { HasText = "Live systems of Tier Critical" }).GetByRole(AriaRole.Link).First.ClickAsync();
        await Expect(risk.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Card fraud" })).ToBeVisibleAsync();
    });

    [GeneratedRegex(@"/register/AIS-0009\?tab=versions$")]
    private static partial Regex Versions();
}
