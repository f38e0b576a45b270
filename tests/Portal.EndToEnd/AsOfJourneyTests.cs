using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using Portal.EndToEnd.Support;
using static Microsoft.Playwright.Assertions;

namespace Portal.EndToEnd;

/// <summary>Looking back, as an auditor does.</summary>
[Collection(nameof(Browser)), Trait("Category", "Browser")]
public sealed class AsOfJourneyTests(Browser browser, DemoPortal demo)
{
    private const string System = "AIS-0002";

    [Fact]
    public Task An_auditor_reads_an_entry_as_it_was_and_finds_today_when_signing_in_again() => browser.WalkAsync(demo.Portal, async journey =>
    {
        var day = await LastDayOfTheFirstRevisionAsync();
        var auditor = await journey.SignInAsync("auditor@demo.example");
        await auditor.OpenAsync($"/register/{System}");
        await auditor.SeeAsync("r2");

        await auditor.PressAsync("As of today");
        await auditor.FillAsync("The end of", day);
        await auditor.Page.Keyboard.PressAsync("Enter");
        var band = auditor.Page.Locator(".day-band");
        await Expect(band).ToContainTextAsync("everything as it was, read-only");
        await Expect(auditor.Page.GetByRole(AriaRole.Main).GetByText("r1", new() { Exact = true })).ToBeVisibleAsync();
        await auditor.SeeNoBarrierAsync();
        await auditor.PictureAsync("entry-of-then");

        await FollowAsync(auditor, "Parts of the entry", "History");
        await auditor.SeeAsync("Revision 1");
        await Expect(auditor.Page.GetByText("Revision 2")).ToHaveCountAsync(0);
        await FollowAsync(auditor, "Parts of the entry", "Versions");
        await FollowAsync(auditor, "Breadcrumb", "Register");
        await auditor.SeeHeadingAsync("Register");
        await Expect(auditor.Page).ToHaveURLAsync(new Uri(journey.Address, $"/register?asOf={day}").OriginalString);
        await auditor.SeeNoBarrierAsync();
        await FollowAsync(auditor, "Main", "Costs");
        await auditor.SeeHeadingAsync("Costs");
        await auditor.SeeNoBarrierAsync();
        await FollowAsync(auditor, "Main", "Portfolio");
        await auditor.SeeHeadingAsync("This page shows today only");
        await auditor.SeeNoBarrierAsync();

        await auditor.Page.ClickAsync(".person");
        await auditor.PressAsync("Sign out");
        await auditor.Page.WaitForURLAsync("**/account/login*");
        await auditor.Page.GotoAsync($"/register/{System}?asOf={day}");
        await auditor.Page.FillAsync("[name='Input.Email']", "auditor@demo.example");
        await auditor.Page.FillAsync("[name='Input.Password']", PortalProcess.DemoPassword);
        await auditor.Page.ClickAsync("button[type=submit]");
        await auditor.SeeAsync("r2");
        await Expect(band).ToHaveCountAsync(0);
        await Expect(auditor.Page).ToHaveURLAsync(new Uri(journey.Address, $"/register/{System}").OriginalString);
    });

    private static Task FollowAsync(Visitor visitor, string navigation, string link) =>
        visitor.Page.GetByRole(AriaRole.Navigation, new() { Name = navigation }).GetByRole(AriaRole.Link, new() { Name = link, Exact = true }).ClickAsync();

    /// <summary>The day before the second revision was published; the API tells when that was.</summary>
    private async Task<string> LastDayOfTheFirstRevisionAsync()
    {
        using var client = demo.Portal.Client();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", PortalProcess.DemoToken);
        var revisions = await client.GetFromJsonAsync<JsonElement>($"/api/v1/systems/{System}/revisions");
        var second = revisions.GetProperty("items").EnumerateArray().Single(revision => revision.GetProperty("revision").GetInt32() == 2);
        return second.GetProperty("publishedAt").GetDateTimeOffset().AddDays(-1).ToString("yyyy-MM-dd");
    }
}
