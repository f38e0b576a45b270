using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Portal.EndToEnd.Support;
using static Microsoft.Playwright.Assertions;

namespace Portal.EndToEnd;

/// <summary>What must be done, by whom it is done and by whom it is closed.</summary>
[Collection(nameof(Browser)), Trait("Category", "Browser")]
public sealed partial class FindingJourneyTests(Browser browser, DemoPortal demo)
{
    [Fact]
    public Task A_finding_cannot_be_closed_by_its_owner() => browser.WalkAsync(demo.Portal, async journey =>
    {
        using var pipeline = new Pipeline(demo.Portal);
        var owner = await journey.SignInAsync("owner@demo.example");
        await owner.OpenAsync("/register/AIS-0001?tab=findings");
        await owner.PressAsync("Raise a finding");
        var raise = owner.Dialog("Raise a finding");
        await owner.FillAsync("Title", "The cut-off was set by hand on a Friday");
        await owner.FillAsync("What was found, and what must be done", "Write down who may set it, and have a second person confirm it.");
        await raise.GetByLabel("Severity").SelectOptionAsync(new SelectOptionValue { Index = 2 });
        await raise.GetByLabel("What brought it up").SelectOptionAsync(new SelectOptionValue { Label = "Review" });
        await raise.GetByLabel("Who has it").SelectOptionAsync(new SelectOptionValue { Label = "Nora Lindqvist · Retail lending" });
        await raise.GetByLabel("Due").FillAsync(TimeProvider.System.GetUtcNow().AddDays(14).ToString("yyyy-MM-dd"));
        await owner.PressAsync("Raise");
        await owner.Page.WaitForURLAsync(OfFinding());
        var code = OfFinding().Match(owner.Page.Url).Groups[1].Value;
        await owner.SeeHeadingAsync("The cut-off was set by hand on a Friday");

        var risk = await journey.SignInAsync("risk@demo.example");
        await risk.OpenAsync($"/findings/{code}");
        await owner.PressAsync("It is done");
        await owner.FillAsync("What was done, and where it can be seen", "The rule is in the handbook, page 12; the settings page asks for a second person.");
        await owner.Dialog($"{code} is done").GetByRole(AriaRole.Button, new() { Name = "It is done", Exact = true }).ClickAsync();

        await Expect(owner.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        var close = owner.Page.GetByRole(AriaRole.Button, new() { Name = "Close", Exact = true });
        await Expect(close).ToHaveAttributeAsync("aria-disabled", "true");
        await Expect(close).ToHaveAccessibleDescriptionAsync("You have it: somebody else closes it.");
        Assert.Contains("You have it: somebody else closes it.", await pipeline.RefusedAsync($"/api/v1/findings/{code}/close", new { remarks = "Fine by me." }, HttpStatusCode.Forbidden));

        // Without a reload: what others did stands there already.
        await risk.SeeAsync("The rule is in the handbook, page 12");
        await risk.PressAsync("Close");
        await risk.FillAsync("What you looked at", "Read the page and tried the settings.");
        await risk.SeeNoBarrierAsync();
        await risk.Dialog($"Close {code}").GetByRole(AriaRole.Button, new() { Name = "Close", Exact = true }).Last.ClickAsync();
        await owner.SeeAsync("Read the page and tried the settings.");
        Assert.Equal("Closed", (await pipeline.ReadAsync($"/api/v1/findings/{code}")).GetProperty("state").GetString());

        await risk.PressAsync("Reopen");
        await risk.Page.GetByLabel("Due").FillAsync(TimeProvider.System.GetUtcNow().AddDays(7).ToString("yyyy-MM-dd"));
        await risk.FillAsync("Reason", "It was set by one person again yesterday.");
        await risk.Dialog($"Reopen {code}").GetByRole(AriaRole.Button, new() { Name = "Reopen", Exact = true }).ClickAsync();
        await owner.SeeAsync("It was set by one person again yesterday.");
        await Expect(owner.Page.GetByRole(AriaRole.Button, new() { Name = "It is done", Exact = true })).ToBeVisibleAsync();
        await owner.PictureAsync("reopened");
    });

    [Fact]
    public Task An_exception_is_signed_by_risk_and_not_by_who_asked_for_it() => browser.WalkAsync(demo.Portal, async journey =>
    {
        using var pipeline = new Pipeline(demo.Portal);
        var owner = await journey.SignInAsync("owner2@demo.example");
        await owner.OpenAsync("/exceptions?state=Requested");
        await owner.Page.GetByRole(AriaRole.Link, new() { NameRegex = ExceptionCode() }).First.ClickAsync();
        await owner.Page.WaitForURLAsync(OfException());
        var code = OfException().Match(owner.Page.Url).Groups[1].Value;
        await Expect(owner.Page.GetByRole(AriaRole.Button, new() { Name = "Approve", Exact = true })).ToHaveAttributeAsync("aria-disabled", "true");

        var risk = await journey.SignInAsync("risk@demo.example");
        await risk.OpenAsync($"/exceptions/{code}");
        await risk.PressAsync("Approve");
        var sign = risk.Dialog($"Approve {code}");
        await sign.GetByLabel("Your password").FillAsync(PortalProcess.DemoPassword);
        await sign.GetByRole(AriaRole.Button, new() { Name = "Approve", Exact = true }).ClickAsync();

        await owner.SeeAsync("Signed");
        var listed = (await pipeline.ReadAsync("/api/v1/exceptions?state=Approved")).GetProperty("items").EnumerateArray().Single(item => item.GetProperty("code").GetString() == code);
        Assert.True(listed.GetProperty("holds").GetBoolean());
    });

    [Theory]
    [InlineData("risk", "/findings", "/findings?state=Closed", "/findings?severity=Note&due=overdue", "/findings/FI-0001", "/findings/FI-0003", "/findings/FI-9999", "/exceptions", "/exceptions?state=Ended", "/exceptions/EX-0001", "/exceptions/EX-0003", "/exceptions/EX-9999")]
    [InlineData("owner2", "/findings?owner=me", "/findings/FI-0002", "/exceptions/EX-0002", "/register/AIS-0003?tab=findings", "/register/AIS-0005?tab=findings", "/register/AIS-0003?tab=findings&asof=2026-10-01")]
    public Task No_page_of_findings_has_a_barrier(string who, params string[] addresses) => browser.WalkAsync(demo.Portal, async journey =>
    {
        var person = await journey.SignInAsync($"{who}@demo.example");
        foreach (var address in addresses)
        {
            await person.OpenAsync(address);
            await person.SeeNoBarrierAsync();
        }
    });

    [GeneratedRegex("/findings/(FI-[0-9]+)$")]
    private static partial Regex OfFinding();

    [GeneratedRegex("/exceptions/(EX-[0-9]+)$")]
    private static partial Regex OfException();

    [GeneratedRegex("^EX-[0-9]+$")]
    private static partial Regex ExceptionCode();
}
